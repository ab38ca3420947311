package dev.baton.run;

import dev.baton.run.Divergence.Why;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import java.util.List;
import java.util.Optional;

/** Tells how replays went, out of their journals and those of the runs that they replay. */
@Service
@Transactional(readOnly = true)
public class ReplayReports {

    /** Differences, and steps by name, that are told. */
    public static final int MOST = 20;

    private final RunHistory history;
    private final RunDesk desk;

    ReplayReports(RunHistory history, RunDesk desk) {
        this.history = history;
        this.desk = desk;
    }

    /** Empty for a run that is no replay. */
    public Optional<ReplayReport> of(Run run) {
        return Optional.ofNullable(run.head().replay()).map(replay -> report(run, replay));
    }

    /**
     * @throws NotAReplay when the run is none
     */
    public ReplayReport get(Run run) {
        return of(run).orElseThrow(() -> new NotAReplay(run.id()));
    }

    private ReplayReport report(Run run, Replay replay) {
        var steps = history.steps(run);
        var divergence = desk.divergence(run).orElse(null);
        return new ReplayReport(
                run.head().origin().run(),
                replay,
                divergence,
                differences(run, divergence),
                (int) steps.stream().filter(step -> has(step, true)).count(),
                (int) steps.stream().filter(step -> has(step, false)).count(),
                unproven(steps));
    }

    private static boolean has(StepRecord step, boolean served) {
        return step.attempts().stream().anyMatch(it -> (it.served() != null) == served);
    }

    private static List<String> unproven(List<StepRecord> steps) {
        return steps.stream()
                .filter(
                        step ->
                                step.attempts().stream()
                                        .anyMatch(it -> it.served() == Served.UNPROVEN))
                .map(StepRecord::path)
                .limit(MOST)
                .toList();
    }

    private List<Difference> differences(Run run, @Nullable Divergence divergence) {
        if (divergence == null || divergence.why() != Why.ARGUMENTS) {
            return List.of();
        }
        var before =
                desk.origin(run)
                        .flatMap(other -> history.step(other, divergence.step()))
                        .map(StepRecord::arguments)
                        .orElse(null);
        var after = history.step(run, divergence.step()).map(StepRecord::arguments).orElse(null);
        return Differences.of(before, after, MOST).found();
    }
}
