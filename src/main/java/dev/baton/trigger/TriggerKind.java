package dev.baton.trigger;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.UUID;

/** What makes a trigger fire. */
public sealed interface TriggerKind {

    /** As the API and the database write it. */
    String wire();

    /**
     * Times.
     *
     * @param cron five fields
     * @param zone IANA name
     * @param until after which nothing is due any more; null for never
     */
    record Schedule(String cron, String zone, Overlap overlap, @Nullable Instant until)
            implements TriggerKind {

        /** All cron can tell apart are minutes. */
        public Schedule {
            until = until == null ? null : until.truncatedTo(ChronoUnit.MINUTES);
        }

        /** When it is due. */
        public Cron times() {
            return Cron.parse(cron, zone).until(until);
        }

        @Override
        public String wire() {
            return "schedule";
        }
    }

    /**
     * Events of the catalogue.
     *
     * @param type a name, all of a noun, or all
     * @param filter CEL over {@code event} and {@code data}; null for all
     */
    record OnEvent(String type, @Nullable String filter) implements TriggerKind {

        @Override
        public String wire() {
            return "event";
        }
    }

    /**
     * Ends of another workflow's runs.
     *
     * @param on {@code completed}, {@code failed}, {@code cancelled}
     */
    record OnRunEnd(UUID workflow, Set<String> on) implements TriggerKind {

        @Override
        public String wire() {
            return "run_end";
        }
    }

    /** Requests from outside. */
    record Hook(HookSignature signature, int perMinute) implements TriggerKind {

        @Override
        public String wire() {
            return "webhook";
        }
    }
}
