package dev.baton.planner;

import dev.baton.planner.Plan.Why;
import dev.baton.selection.Strategy;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Requires;
import dev.baton.tenant.TenantDirectory;
import dev.baton.tenant.TenantId;
import dev.baton.workflow.GraphFinding;
import dev.baton.workflow.GraphReader;
import dev.baton.workflow.WorkflowTemplate;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Makes plans of tasks in plain words: by a template that fits, else by the words alone. Neither
 * asks anybody or spends anything. Only who wants it has an agent plan.
 */
@Service
public class Planner {

    private static final double BY_AGENT = 0.8;
    private static final int VOTERS = 3;

    /** What agents that templates name are needed for. */
    private static final Map<String, TaskType> ROLES =
            Map.ofEntries(
                    Map.entry("author", TaskType.WRITE),
                    Map.entry("writer", TaskType.WRITE),
                    Map.entry("editor", TaskType.REWRITE),
                    Map.entry("reviewer", TaskType.REVIEW),
                    Map.entry("translator", TaskType.TRANSLATE),
                    Map.entry("researcher", TaskType.RESEARCH),
                    Map.entry("reader", TaskType.SUMMARISE),
                    Map.entry("planner", TaskType.OUTLINE),
                    Map.entry("dispatcher", TaskType.CLASSIFY));

    private final AgentPicker picker;
    private final StepRanges ranges;
    private final LlmPlanner agents;
    private final AgentPlans byAgents;
    private final KeptPlans kept;
    private final TenantDirectory tenants;

    Planner(
            AgentPicker picker,
            StepRanges ranges,
            LlmPlanner agents,
            AgentPlans byAgents,
            KeptPlans kept,
            TenantDirectory tenants) {
        this.picker = picker;
        this.ranges = ranges;
        this.agents = agents;
        this.byAgents = byAgents;
        this.kept = kept;
        this.tenants = tenants;
    }

    /** A plan by templates and rules, kept so that it can be started exactly. */
    @Requires(Permission.RUNS_WRITE)
    public Plan plan(Actor by, String text, Strategy strategy) {
        return planned(by, text, strategy, PlanBy.RULES, null);
    }

    /** A plan, kept so that it can be started exactly. */
    @Requires(Permission.RUNS_WRITE)
    public Plan plan(Actor by, String text, Strategy strategy, PlanBy planner) {
        return planned(by, text, strategy, planner, null);
    }

    /**
     * The same for a run that may cost so much.
     *
     * @param mostNanos above which cheaper agents are looked for, unless an agent plans; null for
     *     no limit
     * @throws PlanTextInvalid when the text is blank or too long
     */
    @Requires(Permission.RUNS_WRITE)
    public Plan plan(
            Actor by, String text, Strategy strategy, PlanBy planner, @Nullable Long mostNanos) {
        return planned(by, text, strategy, planner, mostNanos);
    }

    /**
     * The same to look at: what an agent planned for the same person and words some minutes ago is
     * shown again and not paid for again, as long as the agents are what they were.
     *
     * @param anew whether an agent is to plan even so
     * @throws PlanTextInvalid when the text is blank or too long
     */
    @Requires(Permission.RUNS_WRITE)
    public Plan preview(
            Actor by,
            String text,
            Strategy strategy,
            PlanBy planner,
            boolean anew,
            @Nullable Long mostNanos) {
        return planner == PlanBy.LLM && !anew
                ? byAgents.find(by, checked(text), strategy)
                        .map(made -> again(by.tenant(), made))
                        .orElseGet(() -> planned(by, text, strategy, planner, mostNanos))
                : planned(by, text, strategy, planner, mostNanos);
    }

    /** With what it may take as things are now. */
    private Plan again(TenantId tenant, AgentPlans.Made made) {
        var plan = made.plan();
        var took = plan.tookMillis() == null ? 0 : plan.tookMillis();
        return keep(
                tenant,
                new Draft(
                        plan.graph(),
                        plan.input(),
                        plan.source(),
                        plan.template(),
                        plan.confidence()),
                plan.strategy(),
                plan.why(),
                made.at(),
                System.nanoTime() - Duration.ofMillis(took).toNanos());
    }

    /**
     * What somebody's own graph may cost and how long it may take; kept like any plan.
     *
     * @throws dev.baton.workflow.GraphRefused when it cannot be run
     */
    @Requires(Permission.RUNS_WRITE)
    public Plan estimate(
            Actor by, Map<String, Object> graph, Map<String, Object> input, Strategy strategy) {
        return keep(
                by.tenant(),
                new Draft(graph, input, PlanSource.GIVEN, null, 1),
                strategy,
                List.of(),
                null,
                System.nanoTime());
    }

    /** A template's graph with the agents that suit its parts; a part that nobody takes stays. */
    @Requires(Permission.RUNS_WRITE)
    public Map<String, Object> cast(Actor by, WorkflowTemplate template) {
        return template.with(roles(by.tenant(), template, Strategy.BALANCED, new ArrayList<>()));
    }

    /** The tenant's plan of a hash, for as many days as plans are kept. */
    @Transactional(readOnly = true)
    public Optional<Plan> kept(TenantId tenant, String hash) {
        return kept.find(tenant, hash);
    }

    /**
     * The same, where it must be there.
     *
     * @throws PlanNotFound when it is not, or not any more
     */
    @Transactional(readOnly = true)
    public Plan get(TenantId tenant, String hash) {
        return kept(tenant, hash).orElseThrow(() -> new PlanNotFound(hash));
    }

    /** Whether an agent of the tenant can plan. Nobody is asked. */
    @Transactional(readOnly = true)
    public boolean hasAgentThatPlans(TenantId tenant) {
        return picker.capabilities(tenant).contains(LlmPlanner.CAPABILITY);
    }

    private record Draft(
            Map<String, Object> graph,
            Map<String, Object> input,
            PlanSource source,
            @Nullable String template,
            double confidence) {}

    private Plan planned(
            Actor by, String text, Strategy strategy, PlanBy planner, @Nullable Long mostNanos) {
        var since = System.nanoTime();
        var words = checked(text);
        var task = TaskReader.read(words);
        var tenant = by.tenant();
        var why = new ArrayList<Why>();
        var draft = planner == PlanBy.LLM ? byAgent(by, task, strategy, why) : null;
        if (draft == null) {
            var plan = withoutAgent(tenant, task, strategy, mostNanos, why, since);
            kept.keep(tenant, plan);
            return plan;
        }
        var plan = keep(tenant, draft, strategy, why, null, since);
        byAgents.add(by, words, strategy, plan);
        return plan;
    }

    /** With the cheapest agents where those of the strategy would probably cost too much. */
    private Plan withoutAgent(
            TenantId tenant,
            ReadTask task,
            Strategy strategy,
            @Nullable Long mostNanos,
            List<Why> before,
            long since) {
        var why = new ArrayList<>(before);
        var plan =
                reckoned(
                        tenant,
                        draft(tenant, task, strategy, strategy, why),
                        strategy,
                        why,
                        null,
                        since);
        if (mostNanos == null || plan.cost().likely() <= mostNanos) {
            return plan;
        }
        var cheaperWhy = new ArrayList<>(before);
        cheaperWhy.add(Why.of("cheaper_agents", strategy.wire()));
        var draft = draft(tenant, task, strategy, Strategy.COST, cheaperWhy);
        var cheaper = reckoned(tenant, draft, strategy, cheaperWhy, null, since);
        return cheaper.cost().likely() < plan.cost().likely() ? cheaper : plan;
    }

    /**
     * @param picking what matters of the agents; the strategy says it of the steps
     */
    private Draft draft(
            TenantId tenant, ReadTask task, Strategy strategy, Strategy picking, List<Why> why) {
        return TemplateMatcher.match(task, strategy)
                .map(match -> fromTemplate(tenant, match, picking, why))
                .orElseGet(() -> byRules(tenant, task, strategy, picking, why));
    }

    static String checked(String text) {
        if (text.isBlank() || text.codePointCount(0, text.length()) > PlanTextInvalid.LONGEST) {
            throw new PlanTextInvalid();
        }
        // Half characters have no place in JSON.
        return text.codePoints()
                .map(point -> Character.getType(point) == Character.SURROGATE ? 0xFFFD : point)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString()
                .strip();
    }

    private @Nullable Draft byAgent(Actor by, ReadTask task, Strategy strategy, List<Why> why) {
        var tenant = by.tenant();
        var capabilities = picker.capabilities(tenant);
        if (!capabilities.contains(LlmPlanner.CAPABILITY)) {
            why.add(Why.of("no_planning_agent", LlmPlanner.CAPABILITY));
            return null;
        }
        var planned =
                agents.plan(
                        by,
                        task,
                        strategy,
                        capabilities,
                        steps ->
                                GraphReader.read(
                                                GraphDraft.write(
                                                        task,
                                                        steps,
                                                        strategy,
                                                        _ -> new AgentPick(null, null, List.of())))
                                        .findings()
                                        .stream()
                                        .map(Planner::told)
                                        .toList());
        if (planned.steps().isEmpty()) {
            why.add(Why.of("agent_could_not_plan", String.valueOf(planned.why())));
            return null;
        }
        why.add(Why.of("planned_by_agent", planned.steps().size(), planned.repairs()));
        return draft(
                tenant, task, planned.steps(), strategy, strategy, PlanSource.LLM, BY_AGENT, why);
    }

    private static String told(GraphFinding finding) {
        return finding.pointer() + ": " + finding.message();
    }

    private Draft byRules(
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

    private Draft draft(
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
                            why.add(because(step.id(), pick, picking));
                            return pick;
                        });
        return new Draft(graph, GraphDraft.input(task), source, null, confidence);
    }

    private static Why because(String step, AgentPick pick, Strategy strategy) {
        if (pick.agent() == null) {
            return Why.of("agent_later", step, pick.capability() == null ? "" : pick.capability());
        }
        return pick.capability() == null
                ? Why.of("agent_fits", step, pick.agent(), strategy.wire())
                : Why.of("agent_has", step, pick.agent(), pick.capability(), strategy.wire());
    }

    private Draft fromTemplate(
            TenantId tenant, TemplateMatch match, Strategy picking, List<Why> why) {
        var template = match.template();
        why.add(Why.of("template", template.id(), percent(match.confidence())));
        return new Draft(
                template.with(roles(tenant, template, picking, why)),
                match.input(),
                PlanSource.TEMPLATE,
                template.id(),
                match.confidence());
    }

    /** Who takes the parts of a template; one that nobody can take stays as it is. */
    private Map<String, Object> roles(
            TenantId tenant, WorkflowTemplate template, Strategy strategy, List<Why> why) {
        var capabilities = picker.capabilities(tenant);
        var chosen = new LinkedHashMap<String, Object>();
        for (var parameter : new TreeMap<>(template.defaults()).entrySet()) {
            var name = parameter.getKey();
            var type = role(template.id(), name);
            var pick =
                    picker.pick(
                            tenant,
                            AgentPicker.capability(type, name, capabilities),
                            template.id() + " " + name,
                            strategy);
            why.add(because(name, pick, strategy));
            if (pick.agent() != null) {
                chosen.put(
                        name,
                        parameter.getValue() instanceof List<?> ? voters(pick) : pick.agent());
            }
        }
        return chosen;
    }

    private static TaskType role(String template, String parameter) {
        return template.equals("code-and-review") && parameter.equals("author")
                ? TaskType.CODE
                : ROLES.getOrDefault(parameter, TaskType.ANSWER);
    }

    /** As different ones as there are. */
    private static List<String> voters(AgentPick pick) {
        var names = new ArrayList<String>();
        names.add(String.valueOf(pick.agent()));
        names.addAll(pick.others());
        var voters = new ArrayList<String>();
        for (var index = 0; index < VOTERS; index++) {
            voters.add(names.get(index % Math.min(names.size(), VOTERS)));
        }
        return voters;
    }

    private static String percent(double share) {
        return String.valueOf(Math.round(share * 100));
    }

    private Plan keep(
            TenantId tenant,
            Draft draft,
            Strategy strategy,
            List<Why> why,
            @Nullable Instant plannedAt,
            long since) {
        var plan = reckoned(tenant, draft, strategy, why, plannedAt, since);
        kept.keep(tenant, plan);
        return plan;
    }

    /**
     * @param plannedAt of one that an agent made before; null for a new one
     * @param since when it was begun, in nanoseconds of the system's own time
     */
    private Plan reckoned(
            TenantId tenant,
            Draft draft,
            Strategy strategy,
            List<Why> why,
            @Nullable Instant plannedAt,
            long since) {
        var reading = GraphReader.read(draft.graph());
        var graph = reading.orRefuse();
        var estimate = ranges.of(tenant, graph, draft.input(), strategy);
        return new Plan(
                Plan.hash(draft.graph(), draft.input()),
                reading.hash(),
                draft.graph(),
                draft.input(),
                draft.source(),
                draft.template(),
                strategy,
                draft.confidence(),
                estimate.steps(),
                tenants.get(tenant).currency(),
                estimate.cost(),
                estimate.millis(),
                List.copyOf(why),
                plannedAt,
                Duration.ofNanos(System.nanoTime() - since).toMillis());
    }
}
