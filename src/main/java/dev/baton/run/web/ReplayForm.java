package dev.baton.run.web;

import dev.baton.platform.Ids;
import dev.baton.platform.json.JsonValues;
import dev.baton.platform.trace.Trace;
import dev.baton.run.AfterDivergence;
import dev.baton.run.NewFork;
import dev.baton.run.NewReplay;
import dev.baton.run.NewRun;
import dev.baton.run.Run;
import dev.baton.run.RunKey;

import org.jspecify.annotations.Nullable;
import org.springframework.validation.BindingResult;

import java.util.Map;

/**
 * How somebody wants a run to be replayed.
 *
 * @param after wire name of what steps do for which nothing recorded fits
 * @param newest whether the newest version of the run's workflow is executed; null for no
 * @param input JSON; empty for that of the run
 * @param graph JSON; empty for that of the run
 * @param once what tells this form from all others; sent twice as it is, it begins one run
 */
record ReplayForm(
        @Nullable String after,
        @Nullable Boolean newest,
        @Nullable String input,
        @Nullable String graph,
        @Nullable String title,
        @Nullable String reason,
        String once) {

    ReplayForm {
        once = once == null || once.isBlank() ? Ids.next().toString() : once;
    }

    /** As it is when nothing was changed yet. */
    static ReplayForm of(Map<String, Object> input, String graph, @Nullable String title) {
        return new ReplayForm(
                AfterDivergence.AGENTS.wire(),
                false,
                ForkForm.pretty(JsonValues.mapper().writeValueAsString(input)),
                ForkForm.pretty(graph),
                title,
                null,
                "");
    }

    /** What is wanted; what cannot be read stands in the errors. */
    NewReplay read(
            Run run,
            Map<String, Object> ownInput,
            String ownGraph,
            Trace trace,
            BindingResult errors) {
        var isNewest = Boolean.TRUE.equals(newest);
        var otherGraph = ForkForm.otherGraph(graph, ownGraph, errors);
        if (isNewest && otherGraph != null) {
            errors.rejectValue(
                    "newest", "run.replay.both", "Either a graph or the newest version.");
        }
        return new NewReplay(
                ForkForm.words("title", title, NewRun.LONGEST_TITLE, errors),
                ForkForm.words("reason", reason, NewFork.LONGEST_REASON, errors),
                ForkForm.otherInput(input, ownInput, errors),
                isNewest ? null : otherGraph,
                isNewest,
                after(errors),
                key(run),
                trace);
    }

    private AfterDivergence after(BindingResult errors) {
        return AfterDivergence.of(after == null ? "" : after)
                .orElseGet(
                        () -> {
                            errors.rejectValue("after", "run.replay.after.wrong", "Choose one.");
                            return AfterDivergence.AGENTS;
                        });
    }

    private RunKey key(Run run) {
        var sent = run.id() + "\n" + this;
        return RunKey.of("replay " + once + "\n" + sent, sent);
    }
}
