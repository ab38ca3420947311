package dev.baton.prompt;

import static dev.baton.platform.Ids.bytes;

import dev.baton.ledger.UsageFilter;
import dev.baton.ledger.UsageStatistics;
import dev.baton.ledger.UsageStatistics.Dimension;
import dev.baton.ledger.UsageSums;
import dev.baton.platform.Ids;
import dev.baton.tenant.TenantId;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How much the prompt templates of a tenant are used, whichever version. */
@Component
public class PromptCalls {

    private static final Duration WEEK = Duration.ofDays(7);

    private final UsageStatistics statistics;
    private final JdbcClient jdbc;
    private final Clock clock;

    PromptCalls(UsageStatistics statistics, JdbcClient jdbc, Clock clock) {
        this.statistics = statistics;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** The calls of the last seven days by prompt; those without any are missing. */
    public Map<UUID, Long> ofLastWeek(TenantId tenant) {
        var now = clock.instant();
        var sums =
                statistics.by(tenant, UsageFilter.between(now.minus(WEEK), now), Dimension.PROMPT);
        var calls = new HashMap<UUID, Long>();
        if (sums.isEmpty()) {
            return calls;
        }
        jdbc.sql(
                        """
                        SELECT id, prompt_id FROM prompt_version
                        WHERE tenant_id = :tenant AND id IN (:versions)
                        """)
                .param("tenant", bytes(tenant.value()))
                .param(
                        "versions",
                        sums.keySet().stream().map(UUID::fromString).map(Ids::bytes).toList())
                .query(
                        row -> {
                            var version = Ids.fromBytes(row.getBytes("id")).toString();
                            calls.merge(
                                    Ids.fromBytes(row.getBytes("prompt_id")),
                                    sums.getOrDefault(version, UsageSums.NONE).calls(),
                                    Long::sum);
                        });
        return calls;
    }
}
