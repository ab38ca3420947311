package dev.baton.console.dashboard;

import static dev.baton.platform.Ids.bytes;

import dev.baton.platform.database.Utc;
import dev.baton.tenant.Actor;
import dev.baton.tenant.OpenTo;
import java.time.Clock;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Who has put a tenant's first steps aside, each for themselves. */
@Service
@Transactional
class HiddenSteps {

    private final JdbcClient jdbc;
    private final Clock clock;

    HiddenSteps(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Transactional(readOnly = true)
    public boolean are(Actor by) {
        return jdbc.sql("SELECT 1 FROM hidden_steps WHERE tenant_id = ? AND account_id = ?")
                .param(bytes(by.tenant().value()))
                .param(bytes(by.requiredId()))
                .query(Integer.class)
                .optional()
                .isPresent();
    }

    @OpenTo(OpenTo.Audience.SIGNED_IN)
    public void hide(Actor by) {
        jdbc.sql(
                        """
                        INSERT IGNORE INTO hidden_steps (tenant_id, account_id, hidden_at)
                        VALUES (?, ?, ?)
                        """)
                .param(bytes(by.tenant().value()))
                .param(bytes(by.requiredId()))
                .param(Utc.of(clock.instant()))
                .update();
    }

    @OpenTo(OpenTo.Audience.SIGNED_IN)
    public void show(Actor by) {
        jdbc.sql("DELETE FROM hidden_steps WHERE tenant_id = ? AND account_id = ?")
                .param(bytes(by.tenant().value()))
                .param(bytes(by.requiredId()))
                .update();
    }
}
