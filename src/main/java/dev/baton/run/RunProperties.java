package dev.baton.run;

import jakarta.validation.constraints.Positive;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * @param maxConcurrent runs that this instance executes at a time; one that waits is not executed
 *     ({@code MAX_CONCURRENT_TASKS})
 * @param stepTimeout of one attempt of a step that says nothing else ({@code TASK_TIMEOUT})
 * @param maxQueued runs of one tenant that may wait for their beginning or for something else, or
 *     be executed ({@code TENANT_QUEUED_RUNS})
 * @param retention how long a run and its journal are kept after its end ({@code RUN_RETENTION})
 */
@ConfigurationProperties("baton.run")
@Validated
record RunProperties(
        @DefaultValue("100") @Positive int maxConcurrent,
        @DefaultValue("60s") Duration stepTimeout,
        @DefaultValue("200000") @Positive int maxQueued,
        @DefaultValue("90d") Duration retention) {}
