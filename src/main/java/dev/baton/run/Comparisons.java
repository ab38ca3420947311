package dev.baton.run;

import dev.baton.run.Comparison.Pair;
import dev.baton.run.StepDigests.Digest;
import dev.baton.tenant.TenantId;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/** Puts two runs beside each other. The texts are read of those steps alone that are looked at. */
@Service
@Transactional(readOnly = true)
public class Comparisons {

    /** Differences that are told of one value. */
    public static final int MOST_DIFFERENCES = 50;

    private final RunDesk desk;
    private final RunHistory history;
    private final StepDigests digests;

    Comparisons(RunDesk desk, RunHistory history, StepDigests digests) {
        this.desk = desk;
        this.history = history;
        this.digests = digests;
    }

    /**
     * @param from steps to leave out, of those that differ first
     * @param limit steps that are told
     */
    public Comparison compare(TenantId tenant, UUID before, UUID after, int from, int limit) {
        return compare(desk.get(tenant, before), desk.get(tenant, after), from, limit);
    }

    private Comparison compare(Run before, Run after, int from, int limit) {
        var steps = steps(before, after);
        var shown = steps.stream().skip(from).limit(limit).toList();
        var next = from + shown.size();
        return new Comparison(
                before,
                after,
                differences(history.input(before).orElse(null), history.input(after).orElse(null)),
                differences(variables(before), variables(after)),
                differences(history.output(before), history.output(after)),
                (int) steps.stream().filter(Two::differs).count(),
                steps.size(),
                whole(before, after, shown),
                next < steps.size() ? next : null);
    }

    private static Differences differences(@Nullable Object before, @Nullable Object after) {
        return Differences.of(before, after, MOST_DIFFERENCES);
    }

    private Map<String, @Nullable Object> variables(Run run) {
        return history.state(run.id().tenant(), run.id().value()).state().variables();
    }

    /** A step without its texts. */
    private record Two(@Nullable StepRecord before, @Nullable StepRecord after, boolean differs) {}

    /** In the order of the second run, those that only the first one has at the end. */
    private List<Two> steps(Run before, Run after) {
        var others = byPath(history.steps(before));
        var one = digests.of(before);
        var other = digests.of(after);
        var all = new ArrayList<Two>();
        for (var step : history.steps(after)) {
            all.add(two(others.remove(step.path()), step, one, other));
        }
        others.values().forEach(step -> all.add(new Two(step, null, true)));
        all.sort(Comparator.comparing(two -> !two.differs()));
        return all;
    }

    private static Two two(
            @Nullable StepRecord before,
            StepRecord after,
            Map<String, Digest> one,
            Map<String, Digest> other) {
        var isSame =
                before != null
                        && before.status() == after.status()
                        && Objects.equals(code(before), code(after))
                        && one.getOrDefault(after.path(), Digest.NONE)
                                .equals(other.getOrDefault(after.path(), Digest.NONE));
        return new Two(before, after, !isSame);
    }

    private static @Nullable String code(StepRecord step) {
        return step.error() == null ? null : step.error().code();
    }

    private static Map<String, StepRecord> byPath(List<StepRecord> steps) {
        var byPath = new LinkedHashMap<String, StepRecord>();
        steps.forEach(step -> byPath.put(step.path(), step));
        return byPath;
    }

    private List<Pair> whole(Run before, Run after, List<Two> shown) {
        var one = whole(before, shown.stream().map(Two::before).toList());
        var other = whole(after, shown.stream().map(Two::after).toList());
        return shown.stream()
                .map(
                        two ->
                                pair(
                                        two.before() == null ? null : one.get(two.before().path()),
                                        two.after() == null ? null : other.get(two.after().path()),
                                        two.differs()))
                .toList();
    }

    private Map<String, StepRecord> whole(Run run, List<@Nullable StepRecord> steps) {
        var some = new ArrayList<StepRecord>();
        for (var step : steps) {
            if (step != null) {
                some.add(step);
            }
        }
        return new HashMap<>(byPath(history.whole(run, some)));
    }

    private static Pair pair(
            @Nullable StepRecord before, @Nullable StepRecord after, boolean differs) {
        return new Pair(
                before,
                after,
                differs,
                differences(
                        before == null ? null : before.arguments(),
                        after == null ? null : after.arguments()),
                differences(
                        before == null ? null : before.result(),
                        after == null ? null : after.result()));
    }
}
