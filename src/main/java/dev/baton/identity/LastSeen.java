package dev.baton.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import dev.baton.platform.Ids;
import dev.baton.platform.database.Utc;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import java.time.Clock;
import java.time.Duration;

/** Notes when a member was last in a tenant, to the minute. */
@Component
public class LastSeen {

    private final JdbcClient jdbc;
    private final Clock clock;
    private final Cache<MembershipId, Boolean> noted =
            Caffeine.newBuilder()
                    .maximumSize(10_000)
                    .expireAfterWrite(Duration.ofMinutes(1))
                    .build();

    LastSeen(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    public void note(MembershipId id) {
        if (noted.asMap().putIfAbsent(id, true) != null) {
            return;
        }
        jdbc.sql(
                        """
                        UPDATE membership SET last_seen_at = :now
                        WHERE tenant_id = :tenant AND account_id = :account
                        """)
                .param("now", Utc.of(clock.instant()))
                .param("tenant", Ids.bytes(id.tenant().value()))
                .param("account", Ids.bytes(id.account().value()))
                .update();
    }
}
