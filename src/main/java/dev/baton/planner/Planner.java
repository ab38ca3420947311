package dev.baton.planner;

import dev.baton.planner.Plan.Why;
import dev.baton.selection.Strategy;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Requires;
import dev.baton.tenant.TenantId;
import dev.baton.workflow.WorkflowTemplate;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes plans of tasks in plain words: by a template that fits, else by the words alone. Neither
 * asks anybody or spends anything. Only who wants it has an agent plan.
 */
@Service
public class Planner {

    private final PlanDrafts drafts;
    private final PlanReckoner reckoner;
    private final AgentPicker picker;
    private final TemplateCast cast;
    private final AgentPlans byAgents;
    private final KeptPlans kept;

    Planner(
            PlanDrafts drafts,
            PlanReckoner reckoner,
            AgentPicker picker,
            TemplateCast cast,
            AgentPlans byAgents,
            KeptPlans kept) {
        this.drafts = drafts;
        this.reckoner = reckoner;
        this.picker = picker;
        this.cast = cast;
        this.byAgents = byAgents;
        this.kept = kept;
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
                new PlanDraft(
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
                new PlanDraft(graph, input, PlanSource.GIVEN, null, 1),
                strategy,
                List.of(),
                null,
                System.nanoTime());
    }

    /** A template's graph with the agents that suit its parts; a part that nobody takes stays. */
    @Requires(Permission.RUNS_WRITE)
    public Map<String, Object> cast(Actor by, WorkflowTemplate template) {
        return cast.of(by.tenant(), template, Strategy.BALANCED, new ArrayList<>());
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

    private Plan planned(
            Actor by, String text, Strategy strategy, PlanBy planner, @Nullable Long mostNanos) {
        var since = System.nanoTime();
        var words = checked(text);
        var task = TaskReader.read(words);
        var tenant = by.tenant();
        var why = new ArrayList<Why>();
        var draft = planner == PlanBy.LLM ? drafts.byAgent(by, task, strategy, why) : null;
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
                reckoner.of(
                        tenant,
                        drafts.of(tenant, task, strategy, strategy, why),
                        strategy,
                        why,
                        null,
                        since);
        if (mostNanos == null || plan.cost().likely() <= mostNanos) {
            return plan;
        }
        var cheaperWhy = new ArrayList<>(before);
        cheaperWhy.add(Why.of("cheaper_agents", strategy.wire()));
        var draft = drafts.of(tenant, task, strategy, Strategy.COST, cheaperWhy);
        var cheaper = reckoner.of(tenant, draft, strategy, cheaperWhy, null, since);
        return cheaper.cost().likely() < plan.cost().likely() ? cheaper : plan;
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

    private Plan keep(
            TenantId tenant,
            PlanDraft draft,
            Strategy strategy,
            List<Why> why,
            @Nullable Instant plannedAt,
            long since) {
        var plan = reckoner.of(tenant, draft, strategy, why, plannedAt, since);
        kept.keep(tenant, plan);
        return plan;
    }
}
