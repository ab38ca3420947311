package dev.baton.run;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import dev.baton.platform.cache.Caches;
import dev.baton.run.engine.RunEvent;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * By what the steps of two runs are told apart without their texts: hashes of what each acted with
 * last and gave.
 */
@Component
class StepDigests {

    private static final long MOST = 100_000;
    private static final Duration KEPT = Duration.ofMinutes(10);
    private static final int PAGE = 100;

    /** Hashes; null for nothing. */
    record Digest(@Nullable String arguments, @Nullable String result) {

        static final Digest NONE = new Digest(null, null);

        private Digest acting(@Nullable Object with) {
            return new Digest(ArgumentsHash.of(with), result);
        }

        private Digest giving(@Nullable Object what) {
            return new Digest(arguments, what == null ? null : ArgumentsHash.of(what));
        }
    }

    private record Version(RunId run, int number) {}

    private final Journals journals;
    private final Cache<Version, Map<String, Digest>> digests;

    StepDigests(Journals journals, Caches caches) {
        this.journals = journals;
        this.digests =
                caches.make(
                        "run_step_digests",
                        Caffeine.newBuilder()
                                .maximumWeight(MOST)
                                .weigher((Version _, Map<String, Digest> all) -> 1 + all.size())
                                .expireAfterAccess(KEPT));
    }

    /** By the paths of the steps. */
    Map<String, Digest> of(Run run) {
        return digests.get(new Version(run.id(), run.summary().version()), _ -> read(run.id()));
    }

    private Map<String, Digest> read(RunId run) {
        var all = new HashMap<String, Digest>();
        var version = 0;
        for (var page = journals.after(run, 0, PAGE);
                !page.isEmpty();
                page = journals.after(run, version, PAGE)) {
            for (var entry : page) {
                for (var move : entry.moves()) {
                    move.events().forEach(event -> read(event, all));
                }
            }
            version = page.getLast().version();
        }
        return all;
    }

    private static void read(RunEvent event, Map<String, Digest> all) {
        switch (event) {
            case RunEvent.StepStarted(var step, var _, var with, var _) when with != null ->
                    all.put(step, known(all, step).acting(with));
            case RunEvent.ApprovalAsked(var step, var _, var _, var with) ->
                    all.put(step, known(all, step).acting(with));
            case RunEvent.ApprovalChanged changed ->
                    all.put(
                            changed.step(),
                            known(all, changed.step()).acting(changed.arguments()));
            case RunEvent.StepCompleted done ->
                    all.put(done.step(), known(all, done.step()).giving(done.result()));
            case RunEvent.StepFailed failed when failed.retryAt() == null ->
                    all.put(failed.step(), known(all, failed.step()).giving(failed.result()));
            default -> {}
        }
    }

    private static Digest known(Map<String, Digest> all, String step) {
        return all.getOrDefault(step, Digest.NONE);
    }
}
