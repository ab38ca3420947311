package dev.baton.state;

import dev.baton.event.Event;
import dev.baton.event.EventLog;
import dev.baton.tenant.TenantId;

import org.springframework.stereotype.Component;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** What the log of events says about state, in order and without gaps. */
@Component
public class StateHistory {

    private static final int AT_A_TIME = 200;

    private final EventLog log;

    StateHistory(EventLog log) {
        this.log = log;
    }

    /** The sequence of the newest event about state; 0 when there is none. */
    public long end(TenantId tenant) {
        return types().flatMap(type -> log.newest(tenant, type, 1).stream())
                .mapToLong(Event::sequence)
                .max()
                .orElse(0);
    }

    /** The next events about state after a sequence, oldest first; none when there are no more. */
    public List<Event> after(TenantId tenant, long sequence) {
        // The first so many of both kinds together are among the first so many of each.
        return types().flatMap(type -> log.after(tenant, type, sequence, AT_A_TIME).stream())
                .sorted(Comparator.comparingLong(Event::sequence))
                .limit(AT_A_TIME)
                .toList();
    }

    private static Stream<String> types() {
        return Stream.of(StateEvents.CHANGED.name(), StateEvents.EXPIRED.name());
    }
}
