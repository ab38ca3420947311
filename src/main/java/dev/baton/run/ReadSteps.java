package dev.baton.run;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import dev.baton.platform.cache.Caches;
import dev.baton.run.engine.GraphIndex;
import dev.baton.run.engine.RunEvent;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The steps of the runs that somebody looks at, kept in memory as far as they were read: who looks
 * again reads only what the journal has got since. Entries of journals never change.
 */
@Component
class ReadSteps {

    /** A step takes about half a kilobyte. */
    private static final long MOST = 100_000;

    private static final Duration KEPT = Duration.ofMinutes(10);

    /** Entries that are in memory at once; each may hold a large result. */
    private static final int PAGE = 100;

    private final Journals journals;
    private final Cache<RunId, Reading> readings;

    ReadSteps(Journals journals, Caches caches) {
        this.journals = journals;
        this.readings =
                caches.make(
                        "run_steps",
                        Caffeine.newBuilder()
                                .maximumWeight(MOST)
                                .weigher((RunId _, Reading reading) -> 1 + reading.count)
                                .expireAfterAccess(KEPT));
    }

    /** How far the journal of a run is read. */
    private static final class Reading {

        private final ReentrantLock lock = new ReentrantLock();
        private final StepRecords steps = new StepRecords();
        private volatile List<StepRecord> all = List.of();
        private volatile int count;
        private int version;

        /** The version that {@code all} is of. */
        private int toldAt;
    }

    /** Without what they acted with and gave. */
    List<StepRecord> all(RunId run, GraphIndex index) {
        var reading = readings.get(run, _ -> new Reading());
        reading.lock.lock();
        try {
            return all(run, reading, index);
        } finally {
            reading.lock.unlock();
        }
    }

    RunPhases phases(RunId run, GraphIndex index) {
        var reading = readings.get(run, _ -> new Reading());
        reading.lock.lock();
        try {
            all(run, reading, index);
            return reading.steps.phases();
        } finally {
            reading.lock.unlock();
        }
    }

    private List<StepRecord> all(RunId run, Reading reading, GraphIndex index) {
        for (var page = after(run, reading); !page.isEmpty(); page = after(run, reading)) {
            for (var entry : page) {
                reading.steps.apply(entry);
                reading.version = entry.version();
            }
        }
        if (reading.toldAt != reading.version) {
            reading.toldAt = reading.version;
            reading.all = reading.steps.all(index);
            if (reading.count != reading.all.size()) {
                reading.count = reading.all.size();
                // Only what is put is weighed.
                readings.put(run, reading);
            }
        }
        return reading.all;
    }

    private List<JournalEntry> after(RunId run, Reading reading) {
        return journals.after(run, reading.version, PAGE);
    }

    /** The same steps with what they acted with and gave. */
    List<StepRecord> whole(RunId run, GraphIndex index, List<StepRecord> steps) {
        var paths = new HashSet<String>();
        steps.forEach(step -> paths.add(step.path()));
        var told = new Told(paths);
        journals.at(run, versions(run, index, paths)).forEach(told::read);
        return steps.stream()
                .map(
                        step ->
                                step.with(
                                        told.arguments.get(step.path()),
                                        told.results.get(step.path())))
                .toList();
    }

    private List<Integer> versions(RunId run, GraphIndex index, Set<String> paths) {
        var reading = readings.get(run, _ -> new Reading());
        reading.lock.lock();
        try {
            if (reading.version == 0) {
                all(run, reading, index);
            }
            return paths.stream()
                    .flatMap(path -> reading.steps.told(path).boxed())
                    .distinct()
                    .toList();
        } finally {
            reading.lock.unlock();
        }
    }

    /** What some steps acted with last and gave, out of the entries that tell it. */
    private static final class Told {

        private final Set<String> paths;
        private final Map<String, @Nullable Object> arguments = new HashMap<>();
        private final Map<String, @Nullable Object> results = new HashMap<>();

        private Told(Set<String> paths) {
            this.paths = paths;
        }

        private void read(JournalEntry entry) {
            for (var move : entry.moves()) {
                move.events().forEach(this::read);
            }
        }

        private void read(RunEvent event) {
            switch (event) {
                case RunEvent.StepStarted(var step, var _, var given, var _) -> {
                    if (given != null && paths.contains(step)) {
                        arguments.put(step, given);
                    }
                }
                case RunEvent.ApprovalAsked(var step, var _, var _, var given) -> {
                    if (paths.contains(step)) {
                        arguments.put(step, given);
                    }
                }
                case RunEvent.ApprovalChanged changed -> {
                    if (paths.contains(changed.step())) {
                        arguments.put(changed.step(), changed.arguments());
                    }
                }
                case RunEvent.StepCompleted completed -> {
                    if (paths.contains(completed.step())) {
                        results.put(completed.step(), completed.result());
                    }
                }
                case RunEvent.StepFailed failed -> {
                    if (failed.retryAt() == null && paths.contains(failed.step())) {
                        results.put(failed.step(), failed.result());
                    }
                }
                default -> {}
            }
        }
    }
}
