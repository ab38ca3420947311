package dev.baton.event;

import dev.baton.platform.BadConfiguration;
import dev.baton.platform.database.ExpiringTable;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.stereotype.Component;

/** The log is kept for some time; whoever wants to read an event again has to come before that. */
@Component
class OldEvents implements ExpiringTable {

    /**
     * @param retention {@code EVENT_RETENTION}
     */
    @ConfigurationProperties("baton.event")
    record Properties(@DefaultValue("90d") Duration retention) {}

    private final Duration kept;

    OldEvents(Properties properties) {
        this.kept = properties.retention();
        if (kept.compareTo(Duration.ofDays(1)) < 0) {
            throw new BadConfiguration("EVENT_RETENTION", "is below a day", "Give days: 90d.");
        }
    }

    @Override
    public String table() {
        return "event";
    }

    @Override
    public Duration kept() {
        return kept;
    }
}
