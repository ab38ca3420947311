package dev.baton.run.web;

import dev.baton.run.Simulation;
import dev.baton.run.Simulation.Played;
import dev.baton.run.StepStatus;
import dev.baton.workflow.Graph;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a simulation came to, as its page shows it. */
final class SimulationView {

    /** Items and rounds of one step that are told. */
    private static final int MOST = 20;

    private static final int LONGEST = 8_000;

    /**
     * A step, once.
     *
     * @param origin of what it gave; null where that was computed
     */
    record Once(
            Played played,
            @Nullable PrettyJson arguments,
            @Nullable PrettyJson result,
            @Nullable String origin) {

        public String look() {
            return StepLook.of(played.step().status());
        }
    }

    private final Simulation simulation;
    private final Outline outline;
    private final @Nullable GraphDrawing graph;
    private final Map<String, Played> played = new HashMap<>();

    SimulationView(Graph plan, Simulation simulation) {
        this.simulation = simulation;
        this.outline = Outline.of(plan, simulation.steps().stream().map(Played::step).toList());
        this.graph = GraphDrawing.of(plan, outline);
        simulation.steps().forEach(step -> played.put(step.step().path(), step));
    }

    public Simulation simulation() {
        return simulation;
    }

    /** Null where it is too large. */
    public @Nullable GraphDrawing graph() {
        return graph;
    }

    /** In the drawing, none is. */
    public boolean isChosen(StepGroup step) {
        return false;
    }

    public List<StepGroup> steps() {
        return outline.steps();
    }

    public List<Once> times(StepGroup step) {
        return step.records().stream()
                .limit(MOST)
                .map(record -> played.get(record.path()))
                .filter(found -> found != null)
                .map(SimulationView::once)
                .toList();
    }

    private static Once once(Played played) {
        var step = played.step();
        return new Once(
                played,
                step.arguments() == null ? null : PrettyJson.written(step.arguments(), LONGEST),
                step.status() == StepStatus.COMPLETED || step.result() != null
                        ? PrettyJson.written(step.result(), LONGEST)
                        : null,
                played.origin() == null ? null : played.origin().wire());
    }

    public PrettyJson output() {
        return PrettyJson.written(simulation.output());
    }

    public long millis() {
        return simulation.took().toMillis();
    }
}
