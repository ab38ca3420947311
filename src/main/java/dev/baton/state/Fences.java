package dev.baton.state;

import static dev.baton.platform.Ids.bytes;

import dev.baton.platform.database.Utc;
import dev.baton.tenant.TenantId;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

import java.time.Instant;

/**
 * The numbers that locks are held with. They grow over all locks of a tenant, so each names one
 * holding of one lock and no number ever comes back.
 */
@Repository
class Fences {

    private final JdbcTemplate jdbc;

    Fences(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** The next one, in the transaction of the caller. */
    long next(TenantId tenant) {
        jdbc.update(
                """
                INSERT INTO state_fence (tenant_id, last_fence) VALUES (?, 1)
                ON DUPLICATE KEY UPDATE last_fence = last_fence + 1
                """,
                (Object) bytes(tenant.value()));
        var last =
                jdbc.queryForObject(
                        "SELECT last_fence FROM state_fence WHERE tenant_id = ?",
                        Long.class,
                        (Object) bytes(tenant.value()));
        if (last == null) {
            throw new IllegalStateException("The fence just counted is gone");
        }
        return last;
    }

    /**
     * Refuses who writes with a fence whose lock is not held any more. In the transaction of the
     * write, until whose end nobody else can take the lock.
     */
    void check(TenantId tenant, long fence, Instant now) {
        var held =
                jdbc.queryForList(
                        """
                        SELECT name FROM state_lock
                        WHERE tenant_id = ? AND fence = ? AND expires_at > ?
                        LOCK IN SHARE MODE
                        """,
                        String.class,
                        bytes(tenant.value()),
                        fence,
                        Utc.of(now));
        if (held.isEmpty()) {
            throw new FenceOutdated(fence);
        }
    }
}
