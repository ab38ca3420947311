package dev.baton.prompt;

import static dev.baton.platform.Ids.bytes;

import dev.baton.ledger.UsageFilter;
import dev.baton.ledger.UsageStatistics;
import dev.baton.ledger.UsageStatistics.Dimension;
import dev.baton.platform.Ids;
import dev.baton.tenant.TenantId;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
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

    /** The tenant's calls of the last seven days by version; those without any are missing. */
    public Map<UUID, Long> ofLastWeek(TenantId tenant) {
        var now = clock.instant();
        var calls = new HashMap<UUID, Long>();
        statistics
                .by(tenant, UsageFilter.between(now.minus(WEEK), now), Dimension.PROMPT)
                .forEach((version, sums) -> calls.put(UUID.fromString(version), sums.calls()));
        return calls;
    }

    /** Sums up calls by version for each of these prompts; those without any are missing. */
    public Map<UUID, Long> byPrompt(
            TenantId tenant, Collection<UUID> prompts, Map<UUID, Long> calls) {
        var sums = new HashMap<UUID, Long>();
        if (prompts.isEmpty() || calls.isEmpty()) {
            return sums;
        }
        jdbc.sql(
                        """
                        SELECT id, prompt_id FROM prompt_version
                        WHERE tenant_id = :tenant AND prompt_id IN (:prompts)
                        """)
                .param("tenant", bytes(tenant.value()))
                .param("prompts", prompts.stream().map(Ids::bytes).toList())
                .query(
                        row -> {
                            var called = calls.get(Ids.fromBytes(row.getBytes("id")));
                            if (called != null) {
                                sums.merge(
                                        Ids.fromBytes(row.getBytes("prompt_id")),
                                        called,
                                        Long::sum);
                            }
                        });
        return sums;
    }
}
