package dev.baton.planner;

import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.stubbing.Scenario;

import dev.baton.RecordedStatements;
import dev.baton.agent.Agent;
import dev.baton.agent.AgentEdit;
import dev.baton.agent.AgentRegistry;
import dev.baton.agent.AgentSettings;
import dev.baton.agent.AgentVitals;
import dev.baton.identity.key.KeyFixture;
import dev.baton.ledger.Money;
import dev.baton.message.MessageFixture;
import dev.baton.message.MessageFixture.Caller;
import dev.baton.message.ServerTest;
import dev.baton.platform.Ids;
import dev.baton.platform.database.Utc;
import dev.baton.selection.Strategy;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.PermissionDenied;
import dev.baton.tenant.Slug;
import dev.baton.tenant.TenantDirectory;
import dev.baton.tenant.TenantId;
import dev.baton.tenant.TenantLimits;
import dev.baton.tenant.TenantSettings;
import dev.baton.workflow.GraphReader;
import dev.baton.workflow.GraphRefused;
import dev.baton.workflow.WorkflowDraft;
import dev.baton.workflow.WorkflowName;
import dev.baton.workflow.WorkflowRegistry;
import dev.baton.workflow.WorkflowTemplates;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

import tools.jackson.databind.json.JsonMapper;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** Free text becomes a plan that can be looked at, kept and started exactly. */
@ServerTest
class PlannerTests {

    private static final String TASK = "Research tea, then write a poem and translate it into Thai";
    private static final JsonMapper JSON = new JsonMapper();
    private static final Instant BEGUN = Instant.parse("2026-11-20T12:00:00Z");

    private static final String ASKING =
            "{'id':'ask','kind':'agent','agent':'echo',"
                    + "'messages':[{'role':'user','content':'Hello'}]}";

    private static WireMockServer provider;

    @Autowired private Planner planner;
    @Autowired private PlanEstimates estimates;
    @Autowired private PlanAccuracy accuracy;
    @Autowired private WorkflowRegistry workflows;
    @Autowired private OldPlans old;
    @Autowired private MessageFixture fixture;
    @Autowired private AgentRegistry agents;
    @Autowired private AgentVitals vitals;
    @Autowired private TenantDirectory tenants;
    @Autowired private JdbcTemplate jdbc;

    private TenantId tenant;
    private Actor owner;

    @BeforeAll
    static void listen() {
        provider = new WireMockServer(WireMockConfiguration.options().dynamicPort());
        provider.start();
    }

    @AfterAll
    static void hangUp() {
        provider.stop();
    }

    @BeforeEach
    void somebody() {
        provider.resetAll();
        tenant = fixture.tenant(100_000, null);
        owner = KeyFixture.owner(tenant);
    }

    @Test
    void pinsAgentsThatCanDoTheSteps() {
        fixture.echo(tenant, "finder", 5, "research");
        fixture.echo(tenant, "linguist", 5, "translate");

        var plan = planner.plan(owner, TASK, Strategy.BALANCED);

        assertThat(plan.source()).isEqualTo(PlanSource.RULES);
        assertThat(plan.steps())
                .extracting(PlannedStep::id)
                .containsExactly("research", "write", "translate");
        assertThat(plan.step("research").orElseThrow().agent()).isEqualTo("finder");
        assertThat(plan.step("translate").orElseThrow().agent()).isEqualTo("linguist");
        assertThat(plan.step("translate").orElseThrow().capability()).isEqualTo("translate");
        assertThat(plan.step("write").orElseThrow().agent()).isIn("finder", "linguist");
        assertThat(plan.step("write").orElseThrow().after()).containsExactly("research");
        assertThat(plan.currency()).isEqualTo("USD");
        assertThat(plan.confidence()).isEqualTo(0.9);
        assertThat(GraphReader.read(plan.graphJson()).hash()).isEqualTo(plan.graphHash());
        assertThat(plan.why())
                .contains(
                        new Plan.Why(
                                "agent_has",
                                List.of("research", "finder", "research", "balanced")));
    }

    @Test
    void findsCapabilitiesByTheWordsOfTheTask() {
        fixture.echo(tenant, "general", 5);
        fixture.echo(tenant, "lawyer", 5, "legal");

        var plan = planner.plan(owner, "Prepare the legal notice", Strategy.COST);

        assertThat(plan.steps()).singleElement().extracting(PlannedStep::agent).isEqualTo("lawyer");
    }

    @Test
    void plansEvenWhereNobodyCanActYet() {
        var plan = planner.plan(owner, TASK, Strategy.BALANCED);

        assertThat(plan.steps()).hasSize(3).allSatisfy(it -> assertThat(it.agent()).isNull());
        assertThat(plan.why()).extracting(Plan.Why::code).contains("agent_later");
    }

    @Test
    void makesDifferentPlansByWhatMattersMost() {
        var cheap = fixture.echo(tenant, "cheap", 1);
        var quick = fixture.echo(tenant, "quick", 1_000);
        var sound = fixture.echo(tenant, "sound", 2_000);
        behaves(cheap, 4, 2_000);
        behaves(quick, 3, 5);
        behaves(sound, 0, 3_000);
        var text =
                "Research cats, dogs and birds. Compare Kafka with RabbitMQ. Translate the"
                        + " comparison into Thai and Spanish.";

        var cost = planner.plan(owner, text, Strategy.COST);
        var latency = planner.plan(owner, text, Strategy.LATENCY);
        var quality = planner.plan(owner, text, Strategy.QUALITY);
        var balanced = planner.plan(owner, text, Strategy.BALANCED);

        assertThat(agentsOf(cost)).containsOnly("cheap");
        assertThat(agentsOf(latency)).containsOnly("quick");
        assertThat(agentsOf(quality)).containsOnly("sound");
        assertThat(cost.steps()).hasSize(3);
        assertThat(balanced.steps()).hasSize(6);
        assertThat(latency.steps()).hasSize(8);
        assertThat(quality.steps())
                .hasSize(7)
                .last()
                .extracting(PlannedStep::id)
                .isEqualTo("review");
        assertThat(List.of(cost.hash(), latency.hash(), quality.hash(), balanced.hash()))
                .doesNotHaveDuplicates();
    }

    @Test
    void fillsTheAgentsOfATemplate() {
        fixture.echo(tenant, "coder", 5, "code_generation");
        fixture.echo(tenant, "critic", 5, "review");

        var plan =
                planner.plan(
                        owner,
                        "Write a Python function that parses CSV and review it until it passes",
                        Strategy.BALANCED);

        assertThat(plan.source()).isEqualTo(PlanSource.TEMPLATE);
        assertThat(plan.template()).isEqualTo("code-and-review");
        assertThat(plan.confidence()).isEqualTo(1.0);
        assertThat(plan.graph().get("variables"))
                .isEqualTo(Map.of("author", "coder", "reviewer", "critic"));
        assertThat(plan.input()).containsEntry("language", "Python").containsKey("task");
        assertThat(plan.step("write").orElseThrow().inside()).isEqualTo("rounds");
        assertThat(plan.step("write").orElseThrow().agent()).isEqualTo("coder");
        assertThat(plan.step("write").orElseThrow().calls()).isEqualTo(new Range(1, 2, 3));
    }

    @Test
    void asksNobodyAndSpendsNothing() {
        provider.stubFor(post(anyUrl()).willReturn(okJson(answer("{}"))));
        remote("remote");
        fixture.demo(tenant, "demo");

        for (var strategy : Strategy.values()) {
            planner.plan(owner, TASK, strategy);
            planner.plan(owner, "Vote whether we should move to Kafka", strategy);
            planner.plan(owner, TASK, strategy, PlanBy.LLM);
        }

        provider.verify(0, anyRequestedFor(anyUrl()));
        assertThat(fixture.allUsage(tenant)).isEmpty();
    }

    @Test
    void choosesCheaperAgentsWhereTheBestWouldCostMoreThanTheRunMay() {
        fixture.echo(tenant, "cheap", 1_000, "write");
        fixture.echo(tenant, "dear", 9_000, "write");
        // Who was never asked counts as the quickest.
        fixture.caller(tenant).client().ask("{'agent':'cheap','input':'x'}");

        var enough = plan(9_000);
        var little = plan(5_000);

        assertThat(enough.steps().getFirst().agent()).isEqualTo("dear");
        assertThat(little.steps().getFirst().agent()).isEqualTo("cheap");
        assertThat(little.cost()).isEqualTo(Range.of(1_000));
        assertThat(little.strategy()).isEqualTo(Strategy.BALANCED);
        assertThat(little.why()).contains(new Plan.Why("cheaper_agents", List.of("balanced")));
        assertThat(planner.kept(tenant, little.hash())).isPresent();
    }

    @Test
    void keepsTheBestAgentsWhereNoneIsCheaper() {
        fixture.echo(tenant, "dear", 9_000, "write");

        var plan = plan(5_000);

        assertThat(plan.steps().getFirst().agent()).isEqualTo("dear");
        assertThat(plan.why()).extracting(Plan.Why::code).doesNotContain("cheaper_agents");
    }

    private Plan plan(long mostNanos) {
        return planner.plan(owner, "Write a poem", Strategy.BALANCED, PlanBy.RULES, mostNanos);
    }

    @Test
    void knowsTheWorstCaseBeforeThereIsHistory() {
        remote("remote");

        var plan = planner.plan(owner, "Write a poem", Strategy.BALANCED);

        var step = plan.steps().getFirst();
        var mostOut = 500 * MessageFixture.PRICE_OUT / 1_000_000;
        assertThat(step.fromHistory()).isFalse();
        assertThat(step.cost().high()).isGreaterThan(mostOut).isLessThan(mostOut * 3);
        assertThat(step.cost().low()).isPositive().isLessThan(step.cost().likely());
        assertThat(step.millis().high()).isEqualTo(30_000);
        assertThat(step.tokensIn()).isPositive();
        assertThat(step.tokensOut()).isPositive();
    }

    @Test
    void goesByWhatCallsTookAndTheActualCostFallsIntoTheRange() {
        fixture.echo(tenant, "echo", 7_000);
        var caller = fixture.caller(tenant);
        ask(caller, 6);

        var plan = planner.plan(owner, TASK, Strategy.BALANCED);

        assertThat(plan.steps())
                .allSatisfy(
                        step -> {
                            assertThat(step.fromHistory()).isTrue();
                            assertThat(step.cost()).isEqualTo(Range.of(7_000));
                            assertThat(step.millis().high())
                                    .isBetween(step.millis().likely(), 5_000L);
                        });
        assertThat(plan.cost()).isEqualTo(Range.of(21_000));
        assertThat(plan.cost().contains(spent(caller) / 6 * 3)).isTrue();
    }

    @Test
    void addsWhatIsSequentialAndTakesTheLongestOfWhatIsParallel() {
        var one = graph("{'id':'a','kind':'wait','duration':'10s'}");
        var after =
                graph(
                        "{'id':'a','kind':'wait','duration':'10s'},"
                                + "{'id':'b','kind':'wait','duration':'4s','after':['a']}");
        var beside =
                graph(
                        "{'id':'a','kind':'wait','duration':'10s','after':[]},"
                                + "{'id':'b','kind':'wait','duration':'4s','after':[]}");
        var each =
                graph(
                        "{'id':'m','kind':'map','over':'[1,2,3,4,5]','as':'n','concurrency':2,"
                                + "'steps':[{'id':'a','kind':'wait','duration':'10s'}]}");
        var loop =
                graph(
                        "{'id':'l','kind':'loop','max':3,'steps':["
                                + "{'id':'a','kind':'wait','duration':'10s'}]}");

        assertThat(millis(one)).isEqualTo(Range.of(10_000));
        assertThat(millis(graph("{'id':'a','kind':'wait','duration':'PT1M'}")))
                .isEqualTo(Range.of(60_000));
        assertThat(millis(graph("{'id':'a','kind':'wait','duration':'1.5h'}")))
                .isEqualTo(Range.of(5_400_000));
        assertThat(millis(after)).isEqualTo(Range.of(14_000));
        assertThat(millis(beside)).isEqualTo(Range.of(10_000));
        assertThat(millis(each)).isEqualTo(Range.of(30_000));
        assertThat(millis(loop)).isEqualTo(new Range(10_000, 20_000, 30_000));
    }

    @Test
    void countsWhatMayBeLeftOutAsNothingAtLeast() {
        var plan =
                planner.estimate(
                        owner,
                        graph(
                                "{'id':'a','kind':'wait','duration':'10s','when':'input.x == 1'},"
                                    + "{'id':'c','kind':'branch','after':[],'cases':[{'when':'input.x"
                                    + " == 1','to':['d']}],'otherwise':[]},"
                                    + "{'id':'d','kind':'wait','duration':'3s','after':['c']}"),
                        Map.of("x", 1L),
                        Strategy.BALANCED);

        assertThat(plan.source()).isEqualTo(PlanSource.GIVEN);
        assertThat(plan.millis()).isEqualTo(new Range(0, 10_000, 10_000));
        assertThatExceptionOfType(GraphRefused.class)
                .isThrownBy(
                        () ->
                                planner.estimate(
                                        owner,
                                        Map.of("steps", List.of()),
                                        Map.of(),
                                        Strategy.COST));
    }

    @Test
    void pricesOtherWorkflowsByWhatTheirOwnStepsMayTake() {
        fixture.echo(tenant, "echo", 7_000);
        publish(
                "inner",
                "{'id':'wait','kind':'wait','duration':'10s'},"
                        + "{'id':'each','kind':'map','over':'input.items','as':'n','steps':["
                        + ASKING
                        + "]}");
        publish(
                "outer",
                "{'id':'inside','kind':'workflow','workflow':'inner','input':{'items':[1,2]}}");

        var plan =
                estimate(
                        "{'id':'a','kind':'workflow','workflow':'outer'},"
                                + "{'id':'b','kind':'workflow','workflow':'inner','after':['a'],"
                                + "'input':{'items':[1,2,3]}}");

        var step = plan.step("a").orElseThrow();
        assertThat(step.workflow()).isEqualTo(new PlannedStep.Workflow("outer", 1, false));
        assertThat(step.cost()).isEqualTo(Range.of(14_000));
        assertThat(step.calls()).isEqualTo(Range.of(2));
        assertThat(step.tokensIn()).isPositive();
        assertThat(step.isUnpriced()).isFalse();
        assertThat(plan.step("b").orElseThrow().cost()).isEqualTo(Range.of(21_000));
        assertThat(plan.cost()).isEqualTo(Range.of(35_000));
        assertThat(plan.millis().low()).isGreaterThanOrEqualTo(20_000);
        assertThat(plan.steps()).hasSize(2);
    }

    @Test
    void pricesNoWorkflowThatIsNotThereOrBeginsItself() {
        fixture.echo(tenant, "echo", 7_000);
        publish("first", ASKING + ",{'id':'on','kind':'workflow','workflow':'second'}");
        publish("second", ASKING + ",{'id':'back','kind':'workflow','workflow':'first'}");
        var drawn = new WorkflowName("drawn", "");
        workflows.create(drawn, WorkflowDraft.of(graph(ASKING)), owner);

        var plan =
                estimate(
                        "{'id':'around','kind':'workflow','workflow':'first'},"
                            + "{'id':'drawn','kind':'workflow','workflow':'drawn'},"
                            + "{'id':'other','kind':'workflow','workflow':'first','version':2}");

        assertThat(plan.step("around").orElseThrow().workflow())
                .isEqualTo(new PlannedStep.Workflow("first", 1, true));
        assertThat(plan.cost()).isEqualTo(Range.of(14_000));
        assertThat(plan.steps()).allSatisfy(step -> assertThat(step.isUnpriced()).isTrue());
        assertThat(plan.step("drawn").orElseThrow().workflow()).isNull();
        assertThat(plan.step("other").orElseThrow().workflow()).isNull();
    }

    @Test
    void looksIntoOtherWorkflowsOnlySoFar() {
        fixture.echo(tenant, "echo", 1);
        for (var level = 0; level < 4; level++) {
            var inner = level - 1;
            var steps = new StringBuilder(ASKING);
            for (var one = 0; level > 0 && one < 30; one++) {
                steps.append(
                                ",{'id':'w%d','kind':'workflow','workflow':'level%d','input':"
                                        .formatted(one, inner))
                        .append(
                                "{'n':'${string(%d) + (has(input.n) ? string(input.n) : string(0))}'}}"
                                        .formatted(one));
            }
            publish("level" + level, steps.toString());
        }

        var plan = estimate("{'id':'a','kind':'workflow','workflow':'level3'}");

        assertThat(plan.step("a").orElseThrow().isUnpriced()).isTrue();
        assertThat(plan.cost().high()).isBetween(30L, 2_000L);
    }

    @Test
    void keepsAPlanForItsTenantUntilItIsOld() {
        fixture.echo(tenant, "echo", 5);

        var plan = planner.plan(owner, TASK, Strategy.BALANCED);

        assertThat(planner.kept(tenant, plan.hash())).contains(plan);
        assertThat(planner.plan(owner, TASK, Strategy.BALANCED).hash()).isEqualTo(plan.hash());
        assertThat(planner.kept(fixture.tenant(100, null), plan.hash())).isEmpty();
        assertThat(planner.kept(tenant, "x")).isEmpty();
        assertThatExceptionOfType(PlanNotFound.class)
                .isThrownBy(() -> planner.get(tenant, "0".repeat(64)))
                .satisfies(it -> assertThat(it.code()).isEqualTo("plan_not_found"));
        old.forget(tenant, Instant.now().plus(Duration.ofDays(6)), 10);
        assertThat(planner.kept(tenant, plan.hash())).isPresent();
        assertThat(old.forget(tenant, Instant.now().plus(Duration.ofDays(8)), 10)).isEqualTo(1);
        assertThat(planner.kept(tenant, plan.hash())).isEmpty();
    }

    @Test
    void anotherInputIsAnotherPlan() {
        var graph = graph("{'id':'a','kind':'transform','value':'${input.x}'}");

        var one = planner.estimate(owner, graph, Map.of("x", 1L), Strategy.COST);
        var other = planner.estimate(owner, graph, Map.of("x", 2L), Strategy.COST);

        assertThat(one.graphHash()).isEqualTo(other.graphHash());
        assertThat(one.hash()).isNotEqualTo(other.hash());
    }

    @Test
    void keepsNoWordInTheClearWhereTheTenantWantsItsTextsSealed() {
        sealTexts();

        var plan = planner.plan(owner, "Write a poem about mauve elephants", Strategy.COST);

        assertThat(
                        jdbc.queryForList(
                                "SELECT body FROM plan WHERE tenant_id = ?",
                                String.class,
                                Ids.bytes(tenant.value())))
                .singleElement()
                .asString()
                .doesNotContain("mauve");
        assertThat(planner.kept(tenant, plan.hash())).contains(plan);
    }

    @Test
    void holdsEstimateAgainstActual() {
        var plan =
                planner.estimate(
                        owner,
                        graph("{'id':'a','kind':'wait','duration':'10s'}"),
                        Map.of(),
                        Strategy.COST);
        var run = Ids.next();

        estimates.begin(tenant, run, null, plan);
        estimates.begin(tenant, run, null, plan);
        var begun = estimates.find(tenant, run).orElseThrow();
        estimates.complete(tenant, run, 0, 10_000);
        estimates.complete(tenant, run, 9, 9);
        var completed = estimates.find(tenant, run).orElseThrow();

        assertThat(begun.costWasRight()).isEmpty();
        assertThat(begun.hash()).isEqualTo(plan.hash());
        assertThat(completed.actualMillis()).isEqualTo(10_000);
        assertThat(completed.costWasRight()).contains(true);
        assertThat(completed.timeWasRight()).contains(true);
        assertThat(completed.strategy()).isEqualTo(Strategy.COST);
        assertThat(completed.source()).isEqualTo(PlanSource.GIVEN);
        assertThat(estimates.find(fixture.tenant(100, null), run)).isEmpty();
        estimates.complete(tenant, Ids.next(), 1, 1);
        assertThat(old.forget(tenant, Instant.now().plus(Duration.ofDays(91)), 10)).isPositive();
        assertThat(estimates.find(tenant, run)).isEmpty();
    }

    @Test
    void tellsOfAWorkflowAndOfATemplateHowFarOffEstimatesWere() {
        var workflow = Ids.next();
        var byTemplate = planner.plan(owner, "Draft a letter and get it approved", Strategy.COST);
        var template = WorkflowTemplates.all().getFirst().id();
        var plan =
                planner.estimate(
                        owner,
                        graph("{'id':'a','kind':'wait','duration':'10s'}"),
                        Map.of(),
                        Strategy.COST);
        for (var millis : List.of(20_000L, 5_000L, 10_000L)) {
            var run = Ids.next();
            estimates.begin(tenant, run, workflow, plan);
            estimates.complete(tenant, run, 0, millis);
        }
        estimates.begin(tenant, Ids.next(), workflow, plan);
        var ofTemplate = Ids.next();
        estimates.begin(tenant, ofTemplate, null, byTemplate);
        estimates.complete(tenant, ofTemplate, 1, 1);
        jdbc.update(
                "UPDATE plan_estimate SET template = ? WHERE run_id = ?",
                template,
                Ids.bytes(ofTemplate));

        var told = accuracy.ofWorkflow(owner, workflow).orElseThrow();

        assertThat(told.runs()).isEqualTo(3);
        assertThat(told.time().ratio()).isEqualTo(10_000.0 / plan.millis().likely());
        assertThat(told.time().inside()).isCloseTo(1 / 3.0, within(1e-9));
        assertThat(told.cost()).isEqualTo(new Accuracy.Error(null, 1));
        assertThat(accuracy.ofTemplates(owner)).containsOnlyKeys(template);
        assertThat(accuracy.ofWorkflow(owner, Ids.next())).isEmpty();
        var stranger = Actor.system(fixture.tenant(100, null), "a test", Permission.RUNS_READ);
        assertThat(accuracy.ofWorkflow(stranger, workflow)).isEmpty();
        assertThat(accuracy.ofTemplates(stranger)).isEmpty();
    }

    @Test
    void tellsHowFarOffTheNewestEstimatesWereAlone() {
        var workflow = Ids.next();
        for (var number = 0; number <= PlanAccuracy.MOST_LOOKED_AT; number++) {
            completed(workflow, number, number == 0 ? 90_000 : 10_000);
        }

        var told = accuracy.ofWorkflow(owner, workflow).orElseThrow();

        assertThat(told.runs()).isEqualTo(200);
        assertThat(told.time()).isEqualTo(new Accuracy.Error(1.0, 1));
        assertThat(RecordedStatements.during(this::askForAccuracy))
                .flatExtracting(RecordedStatements.Recorded::plan)
                .filteredOn(it -> it.table().equals("plan_estimate"))
                .hasSize(1 + WorkflowTemplates.all().size())
                .allSatisfy(
                        it -> {
                            assertThat(it.key()).startsWith("plan_estimate_by_");
                            assertThat(it.extra()).doesNotContain("filesort");
                        });
    }

    private void askForAccuracy() {
        accuracy.ofWorkflow(owner, Ids.next());
        accuracy.ofTemplates(owner);
    }

    private void completed(UUID workflow, int second, long millis) {
        jdbc.update(
                """
                INSERT INTO plan_estimate
                  (tenant_id, run_id, plan_hash, source, workflow_id, strategy,
                   cost_low, cost_likely, cost_high, millis_low, millis_likely, millis_high,
                   begun_at, completed_at, actual_cost_nanos, actual_millis)
                VALUES (?, ?, ?, 'GIVEN', ?, 'COST', 0, 0, 0, 5000, 10000, 20000, ?, ?, 0, ?)
                """,
                Ids.bytes(tenant.value()),
                Ids.bytes(Ids.next()),
                new byte[32],
                Ids.bytes(workflow),
                Utc.of(BEGUN),
                Utc.of(BEGUN.plusSeconds(second)),
                millis);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  \n "})
    void refusesWhatIsNoText(String text) {
        assertThatExceptionOfType(PlanTextInvalid.class)
                .isThrownBy(() -> planner.plan(owner, text, Strategy.BALANCED))
                .satisfies(it -> assertThat(it.code()).isEqualTo("plan_text_invalid"));
    }

    @Test
    void takesTextsUpToTheLimit() {
        assertThat(planner.plan(owner, "🙂".repeat(20_000), Strategy.COST).steps()).hasSize(1);
        assertThatExceptionOfType(PlanTextInvalid.class)
                .isThrownBy(() -> planner.plan(owner, "a".repeat(20_001), Strategy.COST))
                .satisfies(
                        it ->
                                assertThat(it.fields())
                                        .singleElement()
                                        .satisfies(
                                                field -> {
                                                    assertThat(field.field()).isEqualTo("task");
                                                    assertThat(field.message()).contains("20000");
                                                }));
    }

    @Test
    void plansOnlyForWhoMayStartRuns() {
        var reader = Actor.key(tenant, Ids.next(), "reader", Set.of(Permission.RUNS_READ));

        assertThatExceptionOfType(PermissionDenied.class)
                .isThrownBy(() -> planner.plan(reader, TASK, Strategy.BALANCED));
    }

    @Test
    void letsAnAgentPlan() {
        provider.stubFor(post(anyUrl()).willReturn(okJson(answer(GOOD))));
        planning();

        var plan = planner.plan(owner, TASK, Strategy.BALANCED, PlanBy.LLM);

        assertThat(plan.source()).isEqualTo(PlanSource.LLM);
        assertThat(plan.steps()).extracting(PlannedStep::id).containsExactly("find", "tell");
        assertThat(plan.step("tell").orElseThrow().after()).containsExactly("find");
        assertThat(plan.graphJson()).contains("Find facts about $${tea}");
        await().untilAsserted(() -> assertThat(fixture.allUsage(tenant)).hasSize(1));
    }

    @Test
    void showsAgainWhatAnAgentPlannedForTheVerySame() {
        provider.stubFor(post(anyUrl()).willReturn(okJson(answer(GOOD))));
        var agent = planning();

        var plan = preview(owner, TASK, Strategy.COST, false);
        var again = preview(owner, "  " + TASK, Strategy.COST, false);

        provider.verify(1, postRequestedFor(anyUrl()));
        assertThat(plan.plannedAt()).isNull();
        assertThat(again.hash()).isEqualTo(plan.hash());
        assertThat(again.source()).isEqualTo(PlanSource.LLM);
        assertThat(again.why()).isEqualTo(plan.why());
        assertThat(again.plannedAt()).isBeforeOrEqualTo(Instant.now());
        assertThat(planner.kept(tenant, plan.hash())).contains(again);

        assertThat(preview(owner, TASK, Strategy.COST, true).plannedAt()).isNull();
        provider.verify(2, postRequestedFor(anyUrl()));
        preview(owner, TASK, Strategy.LATENCY, false);
        preview(owner, TASK + ".", Strategy.COST, false);
        var other = Actor.key(tenant, Ids.next(), "other", owner.permissions());
        preview(other, TASK, Strategy.COST, false);
        provider.verify(5, postRequestedFor(anyUrl()));

        agents.edit(
                agent.id(),
                agents.find(tenant, "planner").orElseThrow().version(),
                renamed(agent),
                owner);
        await().until(() -> agents.find(tenant, "renamed").isPresent());
        assertThat(preview(owner, TASK, Strategy.COST, false).plannedAt()).isNull();
        provider.verify(6, postRequestedFor(anyUrl()));

        jdbc.update(
                "UPDATE plan_by_agent SET planned_at = planned_at - INTERVAL 11 MINUTE"
                        + " WHERE tenant_id = ?",
                Ids.bytes(tenant.value()));
        assertThat(preview(owner, TASK, Strategy.COST, false).plannedAt()).isNull();
        provider.verify(7, postRequestedFor(anyUrl()));
        assertThat(old.forget(tenant, Instant.now(), 10)).isPositive();
    }

    @Test
    void asksAgainWhereNoPlanCameOfIt() {
        inTurn("no", "no", "no", GOOD);
        planning();

        assertThat(preview(owner, TASK, Strategy.COST, false).source()).isEqualTo(PlanSource.RULES);
        assertThat(preview(owner, TASK, Strategy.COST, false).source()).isEqualTo(PlanSource.LLM);
    }

    @Test
    void letsAnAgentPlanThatSomebodyAgrees() {
        provider.stubFor(
                post(anyUrl())
                        .willReturn(
                                okJson(
                                        answer(
                                                """
                                                {"steps":[
                                                {"id":"draft","instruction":"Write it","after":[]},
                                                {"id":"agree","instruction":"That ${it} goes out",
                                                 "after":["draft"],"approval":true},
                                                {"id":"thai","instruction":"Translate it",
                                                 "after":["agree"]}]}
                                                """))));
        planning();

        var plan = planner.plan(owner, TASK, Strategy.BALANCED, PlanBy.LLM);

        assertThat(plan.source()).isEqualTo(PlanSource.LLM);
        assertThat(plan.step("agree").orElseThrow().kind()).isEqualTo("approval");
        assertThat(plan.step("thai").orElseThrow().after()).containsExactly("agree");
        assertThat(plan.graphJson())
                .contains("That $${it} goes out", "[draft]\\n${results.draft.text}");
    }

    @ParameterizedTest
    @EnumSource(Bad.class)
    void letsAnAgentRepairWhatCannotBeUsed(Bad bad) {
        inTurn(bad.answer, bad.answer, GOOD);
        planning();

        var plan = planner.plan(owner, TASK, Strategy.BALANCED, PlanBy.LLM);

        assertThat(plan.source()).isEqualTo(PlanSource.LLM);
        assertThat(plan.why()).contains(new Plan.Why("planned_by_agent", List.of("2", "2")));
        provider.verify(3, postRequestedFor(anyUrl()));
        provider.verify(2, postRequestedFor(anyUrl()).withRequestBody(containing(bad.told)));
    }

    /** What an agent may get wrong, and what it is told. */
    enum Bad {
        NO_JSON("Here you are", "It is no JSON."),
        WRONG_FORM(
                "{\"steps\":[{\"id\":\"A\",\"instruction\":\"x\",\"after\":[]}]}", "/steps/0/id"),
        CYCLE(
                "{\"steps\":[{\"id\":\"a\",\"instruction\":\"x\",\"after\":[\"b\"]},"
                        + "{\"id\":\"b\",\"instruction\":\"y\",\"after\":[\"a\"]}]}",
                "/steps"),
        NO_SUCH_STEP(
                "{\"steps\":[{\"id\":\"a\",\"instruction\":\"x\",\"after\":[\"b\"]}]}", "/steps/0"),
        NOBODY_CAN(
                "{\"steps\":[{\"id\":\"a\",\"instruction\":\"x\",\"after\":[],\"capability\":\"fly\"}]}",
                "no agent has the capability fly");

        private final String answer;
        private final String told;

        Bad(String answer, String told) {
            this.answer = answer;
            this.told = told;
        }
    }

    @Test
    void fallsBackToRulesWhenAnAgentCannotPlan() {
        provider.stubFor(post(anyUrl()).willReturn(okJson(answer("no"))));
        planning();

        var plan = planner.plan(owner, TASK, Strategy.BALANCED, PlanBy.LLM);

        assertThat(plan.source()).isEqualTo(PlanSource.RULES);
        assertThat(plan.steps()).hasSize(3);
        assertThat(plan.why())
                .contains(new Plan.Why("agent_could_not_plan", List.of("It is no JSON.")));
        provider.verify(3, postRequestedFor(anyUrl()));
    }

    @Test
    void hasASentenceForEveryReasonInThreeLanguages() {
        planning();
        provider.stubFor(post(anyUrl()).willReturn(okJson(answer("no"))));
        var reasons =
                List.of(
                                planner.plan(owner, TASK, Strategy.QUALITY, PlanBy.LLM),
                                planner.plan(owner, "Research cats. Research cats.", Strategy.COST),
                                planner.plan(
                                        owner, "Vote whether we should move", Strategy.BALANCED))
                        .stream()
                        .flatMap(plan -> plan.why().stream())
                        .map(Plan.Why::key)
                        .distinct()
                        .toList();

        assertThat(reasons).hasSizeGreaterThan(4);
        for (var language : List.of(Locale.ROOT, Locale.of("th"), Locale.of("es"))) {
            var texts =
                    ResourceBundle.getBundle(
                            "i18n.planner.messages",
                            language,
                            ResourceBundle.Control.getNoFallbackControl(
                                    ResourceBundle.Control.FORMAT_PROPERTIES));
            assertThat(reasons).allSatisfy(key -> assertThat(texts.getString(key)).isNotBlank());
        }
    }

    private static final String GOOD =
            "{\"steps\":[{\"id\":\"find\",\"instruction\":\"Find facts about"
                    + " ${tea}\",\"after\":[]},{\"id\":\"tell\",\"instruction\":\"Tell"
                    + " them\",\"after\":[\"find\"],\"capability\":null}]}";

    private void inTurn(String... answers) {
        for (var turn = 0; turn < answers.length; turn++) {
            provider.stubFor(
                    post(anyUrl())
                            .inScenario("planning")
                            .whenScenarioStateIs(turn == 0 ? Scenario.STARTED : "turn " + turn)
                            .willSetStateTo("turn " + (turn + 1))
                            .willReturn(okJson(answer(answers[turn]))));
        }
    }

    private static String answer(String text) {
        return """
        {"id": "c1", "object": "chat.completion", "model": "stub-model",
         "choices": [{"index": 0, "finish_reason": "stop",
                      "message": {"role": "assistant", "content": %s}}],
         "usage": {"prompt_tokens": 10, "completion_tokens": 5, "total_tokens": 15}}
        """
                .formatted(JSON.writeValueAsString(text));
    }

    private Agent remote(String name) {
        return fixture.remote(tenant, name, provider.baseUrl() + "/v1", MessageFixture.HASTY);
    }

    /** An agent that plans. */
    private Agent planning() {
        var agent = remote("planner");
        agents.edit(agent.id(), agent.version(), planning(agent, agent.name()), owner);
        return agent;
    }

    private static AgentEdit renamed(Agent agent) {
        return planning(agent, "renamed");
    }

    private static AgentEdit planning(Agent agent, String name) {
        var settings = agent.settings();
        return new AgentEdit(
                new AgentSettings(
                        name,
                        settings.description(),
                        settings.release(),
                        new TreeSet<>(Set.of("plan")),
                        settings.limits(),
                        settings.costPerRequest()),
                null);
    }

    private Plan preview(Actor by, String text, Strategy strategy, boolean anew) {
        return planner.preview(by, text, strategy, PlanBy.LLM, anew, null);
    }

    private void behaves(Agent agent, int failures, long millis) {
        for (var call = 0; call < 10; call++) {
            vitals.finished(agent.id(), call >= failures, Duration.ofMillis(millis));
        }
        vitals.charged(agent.id(), new Money(agent.costPerRequest(), "USD"));
    }

    private static List<String> agentsOf(Plan plan) {
        return plan.steps().stream().map(PlannedStep::agent).toList();
    }

    private static void ask(Caller caller, int times) {
        for (var call = 0; call < times; call++) {
            assertThat(caller.client().ask("{'agent':'echo','input':'hello'}").status())
                    .isEqualTo(200);
        }
    }

    private long spent(Caller caller) {
        return fixture.allUsage(caller.tenant()).stream().mapToLong(it -> it.costNanos()).sum();
    }

    private void publish(String name, String steps) {
        var made =
                workflows.create(new WorkflowName(name, ""), WorkflowDraft.of(graph(steps)), owner);
        workflows.publish(made.id(), null, "", owner);
    }

    private Plan estimate(String steps) {
        return planner.estimate(owner, graph(steps), Map.of(), Strategy.BALANCED);
    }

    private Range millis(Map<String, Object> graph) {
        return planner.estimate(owner, graph, Map.of(), Strategy.BALANCED).millis();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> graph(String steps) {
        return JSON.readValue(
                ("{'steps':[" + steps + "]}")
                        .replace("'input.x == 1'", "\"input.x == 1\"")
                        .replace('\'', '"'),
                Map.class);
    }

    private void sealTexts() {
        var now = tenants.get(tenant);
        tenants.editAny(
                tenant,
                now.version(),
                new Slug(now.slug()),
                new TenantSettings(now.name(), now.language(), now.zone(), true),
                TenantLimits.DEFAULTS,
                KeyFixture.OPERATOR);
        await().until(() -> tenants.get(tenant).isTextsSealed());
    }
}
