package dev.baton.console.alert;

import static dev.baton.platform.Ids.bytes;

import dev.baton.platform.database.Utc;
import dev.baton.tenant.TenantId;
import java.time.Instant;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Up to when each person has read a tenant's alerts. */
@Component
class AlertReadings {

    private final JdbcClient jdbc;

    AlertReadings(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Long ago for somebody who has read none. */
    Instant until(TenantId tenant, UUID account) {
        return jdbc.sql("SELECT read_until FROM alert_reading WHERE tenant_id = ? AND account_id = ?")
                .param(bytes(tenant.value()))
                .param(bytes(account))
                .query((row, _) -> Utc.instant(row, "read_until"))
                .optional()
                .orElse(Instant.EPOCH);
    }

    void read(TenantId tenant, UUID account, Instant until) {
        jdbc.sql(
                        """
                        INSERT INTO alert_reading (tenant_id, account_id, read_until) VALUES (?, ?, ?)
                        ON DUPLICATE KEY UPDATE read_until = GREATEST(read_until, VALUES(read_until))
                        """)
                .param(bytes(tenant.value()))
                .param(bytes(account))
                .param(Utc.of(until))
                .update();
    }
}
