package dev.baton.run.web;

import dev.baton.platform.web.Choice;
import dev.baton.run.ForkPreview;
import dev.baton.run.Run;
import dev.baton.run.RunHistory;
import dev.baton.run.engine.Fork;
import dev.baton.tenant.TenantDirectory;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.util.List;
import java.util.Map;

/** Puts together what the page shows on which somebody lets a run go on as another one. */
@Component
class ForkPages {

    /** What would come of it. */
    record View(ForkPreview preview, String currency, PrettyJson variables) {

        public List<ForkPreview.Fate> fates() {
            return List.of(ForkPreview.Fate.values());
        }
    }

    private final RunHistory history;
    private final TenantDirectory tenants;

    ForkPages(RunHistory history, TenantDirectory tenants) {
        this.history = history;
        this.tenants = tenants;
    }

    /** The run's own steps. */
    List<Choice> steps(Run run) {
        return history.plan(run).scope().steps().stream()
                .map(
                        step ->
                                Choice.of(
                                        step.id(),
                                        step.title().equals(step.id())
                                                ? step.id()
                                                : step.title() + " (" + step.id() + ")"))
                .toList();
    }

    /** As it is suggested by what of the run was looked at; what it has not is left out. */
    ForkForm suggested(Run run, @Nullable String path, @Nullable String version) {
        var step = path == null || path.isBlank() ? null : Fork.top(path);
        var isKnown =
                history.plan(run).scope().steps().stream().anyMatch(it -> it.id().equals(step));
        return ForkForm.of(
                isKnown ? step : null,
                known(run, version),
                input(run),
                graph(run),
                run.head().title());
    }

    private static @Nullable Integer known(Run run, @Nullable String version) {
        if (version == null || !version.matches("\\d{1,9}")) {
            return null;
        }
        var number = Integer.parseInt(version);
        return number < 1 || number >= run.summary().version() ? null : (Integer) number;
    }

    Map<String, Object> input(Run run) {
        return history.input(run).orElse(Map.of());
    }

    String graph(Run run) {
        return history.graph(run.id().tenant(), run.id().value());
    }

    View view(Run run, ForkPreview preview) {
        return new View(
                preview,
                tenants.get(run.id().tenant()).currency(),
                PrettyJson.written(preview.variables()));
    }
}
