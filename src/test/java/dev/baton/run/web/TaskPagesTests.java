package dev.baton.run.web;

import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;

import dev.baton.ConsoleBrowser;
import dev.baton.TestPeople;
import dev.baton.ledger.Budgets;
import dev.baton.message.MessageFixture;
import dev.baton.message.MessageFixture.Caller;
import dev.baton.message.ServerTest;
import dev.baton.platform.Ids;
import dev.baton.run.RunClient;
import dev.baton.tenant.Role;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.util.Arrays;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** How people begin work, as a browser without JavaScript does. */
@Tag("database")
@ServerTest
class TaskPagesTests {

    private static final String TASK =
            "Write a short text about the moon, then translate it into Spanish and German.";

    private static final String STRICT =
            """
            {'input':{'type':'object','required':['topic'],'properties':{
               'topic':{'type':'string','description':'What <i>it</i> is about','default':'moons'},
               'depth':{'type':'integer','enum':[1,2,3]}}},
             'steps':[
              {'id':'left','kind':'transform','title':'Left','value':'${input.topic}'},
              {'id':'right','kind':'transform','title':'Right','value':'${input.topic}'},
              {'id':'ask','kind':'agent','title':'Ask somebody','after':['left','right'],
               'agent':'oracle','messages':[{'role':'user','content':'${input.topic}'}]}],
             'output':'${results.left}'}
            """;

    private static final JsonMapper JSON = new JsonMapper();

    private static final String PLANNED =
            """
            {"id": "c1", "object": "chat.completion", "model": "stub-model",
             "choices": [{"index": 0, "finish_reason": "stop", "message": {"role": "assistant",
               "content": "{\\"steps\\":[{\\"id\\":\\"tell\\",\\"instruction\\":\\"Tell it\\",\\"after\\":[]}]}"}}],
             "usage": {"prompt_tokens": 10, "completion_tokens": 5, "total_tokens": 15}}
            """;

    private static final Pattern HASH = Pattern.compile("name=\"plan\" value=\"([0-9a-f]{64})\"");

    private static final Pattern ONCE = Pattern.compile("name=\"once\" value=\"([0-9a-f-]{36})\"");

    @Autowired private MockMvcTester mvc;
    @Autowired private TestPeople people;
    @Autowired private MessageFixture fixture;
    @Autowired private JdbcTemplate jdbc;
    @Autowired private Budgets budgets;
    private Caller caller;
    private RunClient runs;
    private ConsoleBrowser editor;

    @BeforeEach
    void somebody() {
        caller = fixture.caller();
        runs = new RunClient(caller.client());
        fixture.echo(caller.tenant(), "oracle", 1_000_000_000, "write");
        editor = browser(Role.EDITOR);
    }

    @Test
    void asksWhatIsWantedAndSaysWhatEachChoiceMeans() {
        assertThat(editor.open("/runs/new"))
                .hasStatusOk()
                .bodyText()
                .contains(
                        "name=\"task\"",
                        "The cheapest agents that can do it",
                        "The fastest agents that have room",
                        "a last step reviews the result",
                        "Nobody is asked and nothing is spent.",
                        "No agent that you may ask has the capability plan.",
                        "action=\"/runs/new#plan-title\"",
                        "formaction=\"/runs\"",
                        "/api/v1/tasks")
                .doesNotContain("id=\"plan\"", "name=\"workflow\"");
        assertThat(editor.open("/runs")).bodyText().contains("href=\"/runs/new\"");
    }

    @Test
    void showsThePlanAndDoesNothing() {
        editor.open("/runs/new");

        var page = preview("task", TASK, "strategy", "quality", "title", "The moon");

        assertThat(page)
                .hasStatusOk()
                .bodyText()
                .contains(
                        TASK,
                        "value=\"The moon\"",
                        "id=\"plan-title\"",
                        "Start exactly this plan",
                        "<svg class=\"graph",
                        "oracle",
                        "May run at the same time as:",
                        "It begins when these have ended:",
                        "A last step reviews the result",
                        "Sure that this is what was meant:")
                .containsPattern("&quot;plan&quot;:&quot;[0-9a-f]{64}&quot;");
        assertThat(caller.client().get("/api/v1/runs").json().path("data")).isEmpty();
        assertThat(fixture.allUsage(caller.tenant())).isEmpty();
    }

    @Test
    void showsAgainWhatAnAgentPlannedUntilItIsToPlanAnew() {
        var provider = new WireMockServer(WireMockConfiguration.options().dynamicPort());
        provider.start();
        try {
            provider.stubFor(post(anyUrl()).willReturn(okJson(PLANNED)));
            fixture.remote(
                    caller.tenant(),
                    "planner",
                    provider.baseUrl() + "/v1",
                    MessageFixture.HASTY,
                    JSON.createObjectNode(),
                    "plan");
            var owner = browser(Role.TENANT_OWNER);
            owner.open("/runs/new");
            var form = new String[] {"task", TASK, "planner", "llm", "anew", ""};

            var first = owner.send("/runs/new", form);
            assertThat(first).hasStatusOk().bodyText().contains("An agent took the task apart.");
            assertThat(first).bodyText().doesNotContain("An agent planned this", "name=\"anew\"");
            var again = owner.send("/runs/new", form);
            assertThat(again)
                    .bodyText()
                    .contains("An agent planned this", "name=\"anew\" value=\"true\"")
                    .containsPattern("<time[^>]*>just now</time>");
            assertThat(hash(again)).isEqualTo(hash(first));
            provider.verify(1, anyRequestedFor(anyUrl()));
            form[5] = "true";
            assertThat(owner.send("/runs/new", form))
                    .bodyText()
                    .doesNotContain("An agent planned this");
            provider.verify(2, anyRequestedFor(anyUrl()));

            var body = "{'planner':'llm','task':'" + TASK + "'}";
            var api = "/api/v1/tasks?dry_run=true";
            assertThat(caller.client().post(api, body).json().has("planned_at")).isFalse();
            assertThat(caller.client().post(api, body).json().path("planned_at").asString())
                    .endsWith("Z");
            assertThat(caller.client().post(api + "&anew=true", body).json().has("planned_at"))
                    .isFalse();
            provider.verify(4, anyRequestedFor(anyUrl()));
        } finally {
            provider.stop();
        }
    }

    @Test
    void tellsWhatAgentsWouldBeToldAndWhatIsLeftOfTheBudget() {
        budgets.limit(
                caller.tenant(),
                OptionalLong.of(5_000_000_000L),
                TestPeople.operator(caller.tenant()));
        var owner = browser(Role.TENANT_OWNER);
        owner.open("/runs/new");

        assertThat(owner.send("/runs/new", "task", TASK))
                .bodyText()
                .contains(
                        "user: Write a short text about the moon",
                        "${results.write.text}",
                        "Budget left after")
                .containsPattern("Budget left after</dt><dd><data [^>]*value=\"[2-5]\\.");
        budgets.limit(caller.tenant(), OptionalLong.of(1), TestPeople.operator(caller.tenant()));
        assertThat(owner.send("/runs/new", "task", TASK))
                .bodyText()
                .contains("may not be enough for this");
    }

    @Test
    void namesAgentsThatCannotBeAskedAndWorkflowsThatAreNotPriced() {
        publish("strict", STRICT);
        var id =
                create(
                        "Haunted",
                        """
                        {'steps':[
                          {'id':'ask','kind':'agent','agent':'ghost',
                           'messages':[{'role':'user','content':'Boo'}]},
                          {'id':'priced','kind':'workflow','workflow':'strict',
                           'input':{'topic':'moons'}},
                          {'id':'other','kind':'workflow','workflow':'Elsewhere'}]}
                        """);
        editor.open("/runs/new");

        assertThat(preview("source", "draft", "workflow", id))
                .bodyText()
                .contains(
                        "switched off: ghost",
                        "It runs the workflow strict, version 1.",
                        "Cost 1.00\u00a0USD (1.00\u00a0USD to 1.00\u00a0USD)",
                        "from what its own steps may take",
                        "or they run each other: other<");
    }

    @Test
    void knowsNoDraftOfAWorkflowThatIsNotThere() {
        assertThat(editor.open("/runs/new?source=draft&workflow=" + Ids.next())).hasStatus(404);
    }

    @Test
    void startsExactlyThePlanThatWasShown() {
        editor.open("/runs/new");
        var hash = hash(preview("task", TASK));

        var begun =
                editor.send(
                        "/runs/new/plan",
                        "task",
                        "Something else by now",
                        "title",
                        "The moon",
                        "priority",
                        "high",
                        "plan",
                        hash);

        var run = begun(begun);
        assertThat(run.at("/estimate/plan").asString()).isEqualTo(hash);
        assertThat(run.path("title").asString()).isEqualTo("The moon");
        assertThat(run.path("priority").asString()).isEqualTo("high");
    }

    @Test
    void saysThatAPlanIsGoneAndKeepsWhatWasTyped() {
        editor.open("/runs/new");
        var hash = hash(preview("task", TASK));
        jdbc.update("DELETE FROM plan WHERE tenant_id = ?", Ids.bytes(caller.tenant().value()));

        for (var path : new String[] {"/runs/new/plan", "/runs/new/workflow"}) {
            assertThat(editor.send(path, "task", TASK, "workflowName", "Moon", "plan", hash))
                    .hasStatus(422)
                    .bodyText()
                    .contains("This plan is not kept any more.", TASK);
        }
        assertThat(caller.client().get("/api/v1/runs").json().path("data")).isEmpty();
    }

    @Test
    void startsAtOnce() {
        editor.open("/runs/new");

        var run = begun(editor.send("/runs", "task", TASK, "strategy", "cost"));

        assertThat(run.at("/estimate/plan").asString()).hasSize(64);
    }

    @Test
    void beginsOneRunHoweverOftenAFormIsSent() {
        var once = once(editor.open("/runs/new"));
        var shown = preview("task", TASK, "once", once);
        var hash = hash(shown);
        assertThat(once(shown)).isEqualTo(once);

        var page = begunAt(editor.send("/runs", "task", TASK, "once", once));
        assertThat(begunAt(editor.send("/runs", "task", TASK, "once", once))).isEqualTo(page);
        assertThat(begunAt(editor.send("/runs", "task", TASK + " And Thai.", "once", once)))
                .isNotEqualTo(page);

        var exactly = new String[] {"task", TASK, "once", once, "plan", hash};
        assertThat(begunAt(editor.send("/runs/new/plan", exactly)))
                .isNotEqualTo(page)
                .isEqualTo(begunAt(editor.send("/runs/new/plan", exactly)));
        assertThat(once(editor.open("/runs/new"))).isNotEqualTo(once);
    }

    @Test
    void startsAWorkflowWithWhatItAsksFor() {
        var id = publish("strict", STRICT);

        assertThat(editor.open("/runs/new?workflow=" + id))
                .hasStatusOk()
                .bodyText()
                .contains(
                        "value=\"strict\"",
                        "<option value=\"strict\">",
                        "&quot;topic&quot; : &quot;moons&quot;",
                        "What &lt;i&gt;it&lt;/i&gt; is about",
                        "One of: 1, 2, 3",
                        "required");
        var page = previewWorkflow("{\"topic\": \"whales\"}");
        assertThat(page)
                .hasStatusOk()
                .bodyText()
                .contains(
                        "{&quot;topic&quot;: &quot;whales&quot;}",
                        "These are the steps of the graph that was given.",
                        "The graph names it.",
                        "href=\"#did-ask\"",
                        "id=\"did-ask\"");
        assertThat(fixture.allUsage(caller.tenant())).isEmpty();

        var run =
                begun(
                        editor.send(
                                "/runs/new/plan",
                                "source",
                                "workflow",
                                "workflow",
                                "strict",
                                "plan",
                                hash(page)));
        assertThat(run.path("title").asString()).isEqualTo("strict");
        assertThat(run.at("/workflow/id").asString()).isEqualTo(id);
        assertThat(run.at("/estimate/plan").asString()).isEqualTo(hash(page));
    }

    @Test
    void warnsOfTheLimitAndBeginsNothingAboveIt() {
        publish("strict", STRICT);
        editor.open("/runs/new?source=workflow");
        var fields =
                new String[] {
                    "source",
                    "workflow",
                    "workflow",
                    "strict",
                    "input",
                    "{\"topic\":\"x\"}",
                    "maxCost",
                    "0.5"
                };

        var shown = preview(fields);
        assertThat(shown)
                .hasStatusOk()
                .bodyText()
                .contains(
                        "id=\"plan-limit\"",
                        "It cannot be started: even the lowest figure of its cost is above",
                        "disabled",
                        "aria-describedby=\"plan-limit\"",
                        "value=\"0.5\"",
                        "&quot;max_cost&quot;");
        for (var path : new String[] {"/runs", "/runs/new/plan"}) {
            assertThat(editor.send(path, with(fields, "plan", hash(shown))))
                    .hasStatus(422)
                    .bodyText()
                    .contains(
                            "id=\"maxCost-error\"",
                            "at least 1.00 USD, and the run may cost 0.50 USD at most");
        }
        assertThat(caller.client().get("/api/v1/runs").json().path("data")).isEmpty();

        fields[fields.length - 1] = "1.25";
        assertThat(preview(fields)).bodyText().doesNotContain("plan-limit");
        var run = begun(editor.send("/runs/new/plan", with(fields, "plan", hash(shown))));
        assertThat(run.path("max_cost").asString()).isEqualTo("1.25");
        assertThat(editor.open("/runs/" + run.path("id").asString()))
                .bodyText()
                .contains(" / 1.25\u00a0USD");
    }

    private static String[] with(String[] fields, String... more) {
        return Stream.of(fields, more).flatMap(Arrays::stream).toArray(String[]::new);
    }

    @Test
    void fillsInAnExampleOfTheInputOfAnotherWorkflow() {
        publish("strict", STRICT);
        editor.open("/runs/new?source=workflow");

        assertThat(editor.send("/runs/new/sample", "source", "workflow", "workflow", "strict"))
                .hasStatusOk()
                .bodyText()
                .contains("&quot;topic&quot; : &quot;moons&quot;", "value=\"strict\"");
        assertThat(editor.send("/runs/new/sample", "source", "workflow", "workflow", "none"))
                .hasStatusOk()
                .bodyText()
                .contains("value=\"none\"");
    }

    /** From the templates: try it, start. */
    @Test
    void startsATemplateInTwoClicks() throws Exception {
        assertThat(editor.open("/workflows/new"))
                .bodyText()
                .contains("href=\"/runs/new?source=template&amp;workflow=pipeline\"");

        var page = editor.open("/runs/new?source=template&workflow=pipeline");
        assertThat(page)
                .hasStatusOk()
                .bodyText()
                .contains(
                        "Write, edit, translate",
                        "name=\"source\" value=\"template\"",
                        "name=\"workflow\" value=\"pipeline\"",
                        "&quot;topic&quot; : &quot;text&quot;");
        var begun =
                editor.send(
                        "/runs",
                        "source",
                        "template",
                        "workflow",
                        "pipeline",
                        "input",
                        "{\"topic\": \"moons\"}");

        var run = begun.getResponse().getRedirectedUrl();
        assertThat(run).matches("/runs/[0-9a-f-]{36}");
        var json = caller.client().get("/api/v1" + run).json();
        assertThat(json.path("title").asString()).isEqualTo("Write, edit, translate");
        assertThat(caller.client().get("/api/v1/workflows").json().path("data")).isEmpty();
        // Whoever can write takes the part of the author.
        assertThat(
                        preview(
                                "source",
                                "template",
                                "workflow",
                                "pipeline",
                                "input",
                                "{\"topic\": \"moons\"}"))
                .bodyText()
                .contains("oracle");
        assertThat(editor.open("/runs/new?source=template&workflow=none")).hasStatus(404);
    }

    @Test
    void previewsADraftThatNobodyHasPublished() {
        var id = create("drawn", STRICT);
        var broken = create("broken", "{'steps':[{'id':'a','kind':'http'}]}");
        var untyped =
                create(
                        "untyped",
                        "{'variables':{'n':1},'steps':[{'id':'a','kind':'transform','value':'${size(variables.n)}'}]}");

        assertThat(editor.open("/workflows/" + id + "/edit"))
                .bodyText()
                .contains("/runs/new?source=draft&amp;workflow=" + id);
        assertThat(editor.open("/runs/new?source=draft&workflow=" + id))
                .hasStatusOk()
                .bodyText()
                .contains("drawn", "&quot;topic&quot; : &quot;moons&quot;");
        var page = preview("source", "draft", "workflow", id, "input", "{\"topic\":\"x\"}");
        assertThat(page).hasStatusOk().bodyText().contains("Ask somebody");
        assertThat(preview("source", "draft", "workflow", broken))
                .hasStatus(422)
                .bodyText()
                .contains("The draft has findings: The member url is required.");
        assertThat(preview("source", "draft", "workflow", untyped))
                .hasStatus(422)
                .bodyText()
                .contains("The draft has findings: size is not for integer");
        assertThat(editor.open("/workflows/" + untyped + "/simulation"))
                .bodyText()
                .contains("size is not for integer");
        assertThat(preview("source", "draft", "workflow", Ids.next().toString()))
                .hasStatus(422)
                .bodyText()
                .contains("There is no such workflow.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "words | task | '' | Say what is wanted.",
                "words | strategy | luck | Choose one of those that are offered.",
                "words | planner | llm | let rules plan",
                "words | maxCost | -1 | An amount from 0 to 1,000,000,000",
                "words | maxCost | 1000000000.5 | An amount from 0 to 1,000,000,000",
                "words | priority | now | Choose one of those that are offered.",
                "workflow | workflow | '' | Name a workflow.",
                "workflow | workflow | nothing | There is no such workflow.",
                "workflow | workflow | drawn | It has no published version yet",
                "workflow | input | { | This is no JSON object.",
                "workflow | input | [1] | This is no JSON object.",
                "workflow | input | {\"topic\":7} | /topic: ",
                "workflow | input | '' | It does not fit what the workflow asks for"
            })
    void saysAtTheFieldWhatCannotBe(String source, String field, String value, String words) {
        publish("strict", STRICT);
        create("drawn", STRICT);
        editor.open("/runs/new");

        for (var path : new String[] {"/runs/new", "/runs"}) {
            assertThat(
                            editor.send(
                                    path,
                                    "source",
                                    source,
                                    "title",
                                    "Kept",
                                    "task",
                                    field.equals("task") ? value : TASK,
                                    "workflow",
                                    field.equals("workflow") ? value : "strict",
                                    "input",
                                    field.equals("input") ? value : "{\"topic\":\"x\"}",
                                    field,
                                    value))
                    .hasStatus(422)
                    .bodyText()
                    .contains("id=\"" + field + "-error\"", words, "value=\"Kept\"")
                    .doesNotContain("id=\"plan\"");
        }
        assertThat(caller.client().get("/api/v1/runs").json().path("data")).isEmpty();
    }

    @Test
    void namesTheLimitsOfTexts() {
        editor.open("/runs/new");

        assertThat(preview("task", "x".repeat(20_001), "title", "y".repeat(201)))
                .hasStatus(422)
                .bodyText()
                .contains("At most 20,000 characters.", "At most 200 characters.");
    }

    @Test
    void makesAWorkflowOfThePlan() {
        create("taken", STRICT);
        editor.open("/runs/new");
        var hash = hash(preview("task", TASK));

        for (var name : new String[] {"", "taken"}) {
            assertThat(
                            editor.send(
                                    "/runs/new/workflow",
                                    "task",
                                    TASK,
                                    "workflowName",
                                    name,
                                    "plan",
                                    hash))
                    .hasStatus(422)
                    .bodyText()
                    .contains("id=\"workflowName-error\"", TASK, "id=\"plan-title\"");
        }
        var sent =
                new String[] {"once", Ids.next().toString(), "workflowName", "Moon", "plan", hash};
        var made = editor.send("/runs/new/workflow", sent);
        assertThat(made).hasStatus(302);
        var page = made.getResponse().getRedirectedUrl();
        assertThat(editor.open(page)).bodyText().contains("Workflow Moon created.");
        assertThat(editor.send("/runs/new/workflow", sent)).hasRedirectedUrl(page);
        assertThat(editor.open(page))
                .bodyText()
                .contains("You have made the workflow Moon with this form already.");
        assertThat(editor.send("/runs/new/workflow", "workflowName", "Moon", "plan", hash))
                .hasStatus(422)
                .bodyText()
                .contains("There is another workflow named Moon");
        assertThat(editor.open(made.getResponse().getRedirectedUrl()))
                .hasStatusOk()
                .bodyText()
                .contains("Moon", "Nothing is wrong with it.");
    }

    @Test
    void leadsFromPublishedWorkflowsOnly() {
        var id = publish("strict", STRICT);
        var drawn = create("drawn", STRICT);
        var link = "/runs/new?workflow=";

        assertThat(editor.open("/workflows/" + id)).bodyText().contains(link + id);
        assertThat(editor.open("/workflows/" + drawn)).bodyText().doesNotContain(link);
        assertThat(editor.open("/workflows"))
                .bodyText()
                .contains(link + id, "Run strict")
                .doesNotContain(link + drawn);
    }

    @Test
    void isNotForWhoMayNotBeginRuns() {
        var id = publish("strict", STRICT);
        var viewer = browser(Role.VIEWER);

        for (var page : new String[] {"/runs", "/workflows", "/workflows/" + id}) {
            assertThat(viewer.open(page)).hasStatusOk().bodyText().doesNotContain("/runs/new");
        }
        assertThat(viewer.open("/runs/new")).hasStatus(403);
        assertThat(viewer.send("/runs", "task", TASK)).hasStatus(403);
        assertThat(viewer.send("/runs/new", "task", TASK)).hasStatus(403);

        var operator = browser(Role.OPERATOR);
        operator.open("/runs/new");
        assertThat(operator.send("/runs/new", "task", TASK))
                .hasStatusOk()
                .bodyText()
                .doesNotContain("workflowName");
        assertThat(operator.send("/runs/new/workflow", "plan", "0")).hasStatus(403);
    }

    @Test
    void knowsNoPlanOfAnotherTenant() {
        editor.open("/runs/new");
        var hash = hash(preview("task", TASK));
        var other = new ConsoleBrowser(mvc);
        var stranger = people.person(fixture.tenant(100, null), Role.TENANT_OWNER);
        other.signIn(stranger.email(), TestPeople.PASSWORD);
        other.open("/runs/new");

        assertThat(other.send("/runs/new/plan", "plan", hash))
                .hasStatus(422)
                .bodyText()
                .contains("This plan is not kept any more.");
    }

    @Test
    void speaksEachLanguage() {
        for (var language : new String[] {"es", "th"}) {
            var browser = new ConsoleBrowser(mvc);
            var person =
                    people.person(caller.tenant(), Role.EDITOR, Locale.forLanguageTag(language));
            browser.signIn(person.email(), TestPeople.PASSWORD);
            browser.open("/runs/new");
            assertThat(browser.send("/runs/new", "task", TASK))
                    .hasStatusOk()
                    .bodyText()
                    .contains(
                            language.equals("es")
                                    ? "Iniciar exactamente este plan"
                                    : "เริ่มตามแผนนี้ทุกประการ")
                    .doesNotContain("??", "(balanced)");
        }
    }

    private MvcTestResult preview(String... fields) {
        return editor.send("/runs/new", fields);
    }

    private MvcTestResult previewWorkflow(String input) {
        return preview("source", "workflow", "workflow", "strict", "input", input);
    }

    private static String hash(MvcTestResult page) {
        var found = HASH.matcher(ConsoleBrowser.body(page));
        assertThat(found.find()).isTrue();
        return found.group(1);
    }

    private static String once(MvcTestResult page) {
        var found = ONCE.matcher(ConsoleBrowser.body(page));
        assertThat(found.find()).isTrue();
        return found.group(1);
    }

    /** The run that a form led to. */
    private JsonNode begun(MvcTestResult answer) {
        var page = begunAt(answer);
        assertThat(editor.open(page)).hasStatusOk().bodyText().contains("The run has begun.");
        return runs.get(page.substring("/runs/".length()));
    }

    private static String begunAt(MvcTestResult answer) {
        assertThat(answer).hasStatus(302);
        var page = String.valueOf(answer.getResponse().getRedirectedUrl());
        assertThat(page).startsWith("/runs/");
        return page;
    }

    private String create(String name, String graph) {
        var created =
                caller.client()
                        .post("/api/v1/workflows", "{'name':'" + name + "','graph':" + graph + "}");
        assertThat(created.status()).as(created.text()).isEqualTo(201);
        return created.json().path("id").asString();
    }

    private String publish(String name, String graph) {
        var id = create(name, graph);
        assertThat(caller.client().post("/api/v1/workflows/" + id + "/versions", "{}").status())
                .isEqualTo(201);
        return id;
    }

    private ConsoleBrowser browser(Role role) {
        var browser = new ConsoleBrowser(mvc);
        browser.signIn(people.person(caller.tenant(), role).email(), TestPeople.PASSWORD);
        return browser;
    }
}
