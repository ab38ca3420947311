package dev.baton.message;

import jakarta.validation.constraints.Positive;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * @param maxConcurrentTasks asynchronous messages that this instance answers at a time, a
 *     quarter of them at most for one tenant ({@code MAX_CONCURRENT_TASKS})
 * @param maxQueued those of one tenant that may wait or be answered ({@code
 *     TENANT_QUEUED_MESSAGES})
 * @param keptPerDay bytes of one tenant's questions and answers that are kept of a day ({@code
 *     TENANT_KEPT_PER_DAY})
 * @param retention how long a message and its answer are kept after its end ({@code
 *     MESSAGE_RETENTION})
 */
@ConfigurationProperties("baton.message")
@Validated
record MessageProperties(
        @DefaultValue("100") @Positive int maxConcurrentTasks,
        @DefaultValue("10000") @Positive int maxQueued,
        @DefaultValue("10GB") DataSize keptPerDay,
        @DefaultValue("90d") Duration retention) {}
