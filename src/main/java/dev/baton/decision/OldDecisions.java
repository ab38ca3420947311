package dev.baton.decision;

import dev.baton.platform.database.ExpiringTable;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.stereotype.Component;

/** Why something was done is kept as long as what was done. */
@Component
class OldDecisions implements ExpiringTable {

    /**
     * @param retention {@code MESSAGE_RETENTION}
     */
    @ConfigurationProperties("baton.decision")
    record Properties(@DefaultValue("90d") Duration retention) {}

    private final Duration kept;

    OldDecisions(Properties properties) {
        this.kept = properties.retention();
    }

    @Override
    public String table() {
        return "decision";
    }

    @Override
    public Duration kept() {
        return kept;
    }
}
