package dev.baton.planner;

import dev.baton.planner.Plan.Why;
import dev.baton.selection.Strategy;
import dev.baton.tenant.Actor;
import dev.baton.tenant.TenantId;
import dev.baton.workflow.GraphFinding;
import dev.baton.workflow.GraphReader;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.util.List;

/** Makes graphs of tasks in plain words. */
@Component
class PlanDrafts {

    private static final double BY_AGENT = 0.8;

    private final AgentPicker picker;
    private final LlmPlanner agents;
    private final TemplateCast cast;

    PlanDrafts(AgentPicker picker, LlmPlanner agents, TemplateCast cast) {
        this.picker = picker;
        this.agents = agents;
        this.cast = cast;
    }

    /**
     * By a template that fits, else by the words alone; nobody is asked.
     *
     * @param picking what matters of the agents; the strategy says it of the steps
     * @param why hears what is decided
     */
    PlanDraft of(
            TenantId tenant, ReadTask task, Strategy strategy, Strategy picking, List<Why> why) {
        return TemplateMatcher.match(task, strategy)
                .map(match -> fromTemplate(tenant, match, picking, why))
                .orElseGet(() -> byRules(tenant, task, strategy, picking, why));
    }

    private PlanDraft fromTemplate(
            TenantId tenant, TemplateMatch match, Strategy picking, List<Why> why) {
        var template = match.template();
        why.add(Why.of("template", template.id(), percent(match.confidence())));
        return new PlanDraft(
                cast.of(tenant, template, picking, why),
                match.input(),
                PlanSource.TEMPLATE,
                template.id(),
                match.confidence());
    }

    private static String percent(double share) {
        return String.valueOf(Math.round(share * 100));
    }

    private PlanDraft byRules(
            TenantId tenant, ReadTask task, Strategy strategy, Strategy picking, List<Why> why) {
        var decomposed = Decomposer.decompose(task, strategy);
        why.add(Why.of("taken_apart", decomposed.steps().size()));
        if (decomposed.merged() > 0) {
            why.add(Why.of("merged", decomposed.merged()));
        }
        if (strategy == Strategy.QUALITY) {
            why.add(Why.of("reviewed"));
        }
        return draft(
                tenant,
                task,
                decomposed.steps(),
                strategy,
                picking,
                PlanSource.RULES,
                decomposed.understood(),
                why);
    }

    /** By an agent; null where none can. */
    @Nullable PlanDraft byAgent(Actor by, ReadTask task, Strategy strategy, List<Why> why) {
        var tenant = by.tenant();
        var capabilities = picker.capabilities(tenant);
        if (!capabilities.contains(LlmPlanner.CAPABILITY)) {
            why.add(Why.of("no_planning_agent", LlmPlanner.CAPABILITY));
            return null;
        }
        var planned =
                agents.plan(
                        by, task, strategy, capabilities, steps -> faults(task, steps, strategy));
        if (planned.steps().isEmpty()) {
            why.add(Why.of("agent_could_not_plan", String.valueOf(planned.why())));
            return null;
        }
        why.add(Why.of("planned_by_agent", planned.steps().size(), planned.repairs()));
        return draft(
                tenant, task, planned.steps(), strategy, strategy, PlanSource.LLM, BY_AGENT, why);
    }

    /** What is wrong with them as a graph, whoever carries them out. */
    private static List<String> faults(ReadTask task, List<DraftStep> steps, Strategy strategy) {
        var graph =
                GraphDraft.write(task, steps, strategy, _ -> new AgentPick(null, null, List.of()));
        return GraphReader.read(graph).findings().stream().map(PlanDrafts::told).toList();
    }

    private static String told(GraphFinding finding) {
        return finding.pointer() + ": " + finding.message();
    }

    private PlanDraft draft(
            TenantId tenant,
            ReadTask task,
            List<DraftStep> steps,
            Strategy strategy,
            Strategy picking,
            PlanSource source,
            double confidence,
            List<Why> why) {
        var capabilities = picker.capabilities(tenant);
        var graph =
                GraphDraft.write(
                        task,
                        steps,
                        strategy,
                        step -> {
                            var pick = picker.pick(tenant, step, capabilities, picking);
                            why.add(pick.why(step.id(), picking));
                            return pick;
                        });
        return new PlanDraft(graph, GraphDraft.input(task), source, null, confidence);
    }
}
