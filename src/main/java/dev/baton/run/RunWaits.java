package dev.baton.run;

import dev.baton.tenant.TenantId;
import dev.baton.work.Occupancy;
import dev.baton.work.Seats;
import dev.baton.work.WorkQueue;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import java.time.Clock;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/** Tells what runs wait for. */
@Service
@Transactional(readOnly = true)
public class RunWaits {

    /** Runs that are counted before one. */
    public static final int MOST_BEFORE = 1_000;

    private final RunHistory history;
    private final WorkQueue work;
    private final Seats seats;
    private final Clock clock;

    RunWaits(RunHistory history, WorkQueue work, Seats seats, Clock clock) {
        this.history = history;
        this.work = work;
        this.seats = seats;
        this.clock = clock;
    }

    /**
     * What a run waits for; empty when it does not. Of several things that its steps wait for, the
     * first that somebody could do something about.
     */
    public Optional<WaitingFor> of(Run run) {
        return switch (run.status()) {
            case PENDING -> turn(run.id().tenant(), run.id().value());
            case PAUSED -> Optional.of(WaitingFor.resumption());
            case WAITING, WAITING_APPROVAL ->
                    history.steps(run).stream()
                            .map(StepRecord::waitingFor)
                            .filter(Objects::nonNull)
                            .min(Comparator.comparing(WaitingFor::what));
            case RUNNING, COMPENSATING, COMPLETED, FAILED, CANCELLED, TIMED_OUT -> Optional.empty();
        };
    }

    private Optional<WaitingFor> turn(TenantId tenant, UUID run) {
        return work.place(RunWorker.QUEUE, tenant, run, MOST_BEFORE + 1)
                .filter(place -> !place.running())
                .map(
                        place -> {
                            var facts = new TreeMap<String, String>();
                            facts.put("before", String.valueOf(place.before()));
                            seats.occupancy(RunWorker.QUEUE, tenant)
                                    .ifPresent(taken -> facts.putAll(limit(taken)));
                            var isDue = !place.dueAt().isAfter(clock.instant());
                            return WaitingFor.turn(facts, isDue ? null : place.dueAt());
                        });
    }

    /** What of this instance holds the run back; empty when nothing does. */
    private static Map<String, String> limit(Occupancy here) {
        if (here.taken() >= here.most()) {
            return limit("instance_runs", here.taken(), here.most());
        }
        return here.takenByTenant() >= here.mostOfTenant()
                ? limit("tenant_share", here.takenByTenant(), here.mostOfTenant())
                : Map.of();
    }

    private static Map<String, String> limit(String name, int taken, int most) {
        return Map.of("limit", name, "taken", String.valueOf(taken), "most", String.valueOf(most));
    }
}
