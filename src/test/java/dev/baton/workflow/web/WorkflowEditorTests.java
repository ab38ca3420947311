package dev.baton.workflow.web;

import static dev.baton.TestPeople.PASSWORD;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.ConsoleBrowser;
import dev.baton.TestPeople;
import dev.baton.tenant.Role;
import dev.baton.tenant.TenantId;
import dev.baton.workflow.Workflow;
import dev.baton.workflow.WorkflowDraft;
import dev.baton.workflow.WorkflowName;
import dev.baton.workflow.WorkflowRegistry;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

import java.io.UnsupportedEncodingException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** The editor of workflows, as a browser without JavaScript meets it. */
@Tag("database")
@SpringBootTest
@AutoConfigureMockMvc
class WorkflowEditorTests {

    private static final Pattern SEEN = Pattern.compile("name=\"seen\" value=\"([0-9a-f]+)\"");

    @Autowired private MockMvcTester mvc;
    @Autowired private TestPeople people;
    @Autowired private WorkflowRegistry registry;

    private TenantId tenant;
    private TestPeople.Person person;
    private ConsoleBrowser editor;

    @BeforeEach
    void signIn() {
        tenant = people.tenant().id();
        person = people.person(tenant, Role.EDITOR);
        editor = as(person);
    }

    @Test
    void buildsAWorkflowFromNothingAndPublishesIt() throws Exception {
        var workflow = workflow("{}");
        var path = path(workflow);
        assertThat(editor.open(path + "/edit"))
                .hasStatusOk()
                .bodyText()
                .contains("No steps yet", "The member steps is required.");

        assertThat(editor.send(path + "/draft/steps", "version", "0", "kind", "http"))
                .hasRedirectedUrl(path + "/edit?step=request#step");
        editor.send(path + "/draft/steps", "version", "1", "kind", "transform", "step", "request");
        var page = editor.open(path + "/edit?step=request");
        assertThat(page)
                .bodyText()
                .contains("The member url is required.", "2 to fix", "aria-current=\"true\"");
        assertThat(
                        save(
                                path,
                                "request",
                                page,
                                "f.method",
                                "POST",
                                "f.url",
                                "https://example.com/${input.path}",
                                "f.body",
                                "{\"a\": 1}",
                                "f.headers[0].first",
                                "X-Source",
                                "f.headers[0].last",
                                "42"))
                .hasRedirectedUrl(path + "/edit?step=request#step");
        page = editor.open(path + "/edit?step=compute");
        save(path, "compute", page, "f.value", "${results.request.body}");

        assertThat(graph(workflow))
                .isEqualTo(
                        Map.of(
                                "steps",
                                List.of(
                                        Map.of(
                                                "id", "request",
                                                "kind", "http",
                                                "method", "POST",
                                                "url", "https://example.com/${input.path}",
                                                "body", Map.of("a", 1L),
                                                "headers", Map.of("X-Source", "42")),
                                        Map.of(
                                                "id", "compute",
                                                "kind", "transform",
                                                "value", "${results.request.body}"))));
        assertThat(editor.open(path + "/edit")).bodyText().contains("Ready to publish");
        assertThat(editor.send(path + "/publication", "version", "4", "note", "first"))
                .hasRedirectedUrl(path);
        assertThat(editor.open(path))
                .bodyText()
                .contains("Version 1 is published.", "graph-box", "dry_run=true");
    }

    @Test
    void keepsWhatHasNoFieldWhenOthersChange() throws Exception {
        var workflow =
                workflow(
                        """
                        {"steps":[{"id":"ask","kind":"agent","own":1,"messages":[
                        {"role":"system","content":"Be kind","own":2},
                        {"role":"user","content":"Hi"}],"retry":{"own":3}}]}
                        """);
        var path = path(workflow);
        var page = editor.open(path + "/edit");

        save(
                path,
                "ask",
                page,
                "f.agent",
                "assistant",
                "f.messages[0].first",
                "system",
                "f.messages[0].last",
                "Be very kind",
                "f.messages[1].first",
                "user",
                "f.messages[1].last",
                "",
                "f.messages[2].first",
                "user",
                "f.messages[2].last",
                "Hello",
                "f.retry.retries",
                "0");

        assertThat(graph(workflow))
                .isEqualTo(
                        WorkflowDraft.parse(
                                        """
                                        {"steps":[{"id":"ask","kind":"agent","own":1,"messages":[
                                        {"role":"system","content":"Be very kind","own":2},
                                        {"role":"user","content":"Hello"}],
                                        "retry":{"own":3,"retries":0},"agent":"assistant"}]}
                                        """)
                                .graph());
    }

    @Test
    void savesFindingsAndTellsThemAtTheirFieldsInTheReadersLanguage() throws Exception {
        var workflow = workflow("{\"steps\":[{\"id\":\"ask\",\"kind\":\"http\"}]}");
        var path = path(workflow);
        save(path, "ask", editor.open(path + "/edit"), "f.url", "ftp://x", "f.when", "1 +");

        assertThat(editor.open(path + "/edit"))
                .bodyText()
                .containsPattern(
                        "id=\"f-url-findings\"[^>]*><p[^>]*class=\"field-error\"[\\s\\S]{0,600}"
                                + "This is no address")
                .contains("ftp://x", "2 to fix");
        assertThat(as(people.person(tenant, Role.EDITOR, Locale.of("es"))).open(path + "/edit"))
                .bodyText()
                .contains("2 por corregir", "Dirección");
        assertThat(as(people.person(tenant, Role.EDITOR, Locale.of("th"))).open(path + "/edit"))
                .bodyText()
                .contains("ต้องแก้ 2 จุด");
        editor.open(path);
        editor.send(path + "/publication", "version", "1");
        assertThat(editor.open(path)).bodyText().contains("The graph has faults.");
    }

    @Test
    void tellsWhatWouldBeWrongWithoutSavingIt() throws Exception {
        var workflow = workflow("{\"steps\":[{\"id\":\"ask\",\"kind\":\"http\"}]}");
        var path = path(workflow);
        editor.open(path + "/edit");

        assertThat(editor.send(path + "/draft/step/check", "step", "ask", "f.url", "ftp://x"))
                .hasStatusOk()
                .bodyText()
                .contains("This is no address");
        assertThat(editor.send(path + "/draft/step/check", "step", "ask", "f.url", "http://x"))
                .bodyText()
                .contains("Ready to publish");
        assertThat(registry.get(workflow.id(), person.actor()).version())
                .isEqualTo(workflow.version());
    }

    @Test
    void triesExpressionsWithSamplesAsTheyAreTyped() {
        var workflow =
                workflow(
                        "{\"input\":{\"properties\":{\"n\":{\"type\":\"integer\","
                                + "\"default\":4}}},\"steps\":[{\"id\":\"a\",\"kind\":"
                                + "\"transform\",\"value\":1}]}");
        var path = path(workflow);
        assertThat(editor.open(path + "/edit"))
                .bodyText()
                .contains(
                        "What expressions can name",
                        "<code>input.n</code> <small class=\"muted\">integer</small> <code"
                                + " class=\"name-sample\">4</code>",
                        "The samples are made up",
                        "formaction=\"" + path + "/draft/step/check#step\"",
                        "Also here:",
                        "<code>result</code>");

        assertThat(
                        editor.send(
                                path + "/draft/step/check",
                                "step",
                                "a",
                                "f.when",
                                "input.n > 3",
                                "f.value",
                                "{\"b\": \"${input.n * 2} of ${1 / (input.n - 4)}\"}"))
                .hasStatusOk()
                .bodyText()
                .containsPattern(
                        "id=\"f-when-tried\"[^>]*>(?:(?!</div>)[\\s\\S])*<code>true</code>")
                .containsPattern(
                        "id=\"f-value-tried\"[^>]*>(?:(?!</div>)[\\s\\S])*<code>input\\.n \\* 2"
                                + "</code>(?:(?!</div>)[\\s\\S])*<code>8</code>")
                .contains("Not with this sample:", "value=\"input.n &gt; 3\"");
        assertThat(editor.send(path + "/draft/step/check", "step", "a", "f.when", "input.n.x"))
                .bodyText()
                .contains(
                        "input.n is of type integer, which has no member x (letter 8 of the"
                                + " expression).");
        assertThat(graph(workflow)).isEqualTo(workflow.draft().graph());
    }

    @Test
    void warnsOfAgentsThatAreNotThereAndPublishesAllTheSame() {
        var workflow =
                workflow("{\"steps\":[{\"id\":\"a\",\"kind\":\"agent\",\"agent\":\"nobody\"}]}");
        var path = path(workflow);

        assertThat(editor.open(path + "/edit"))
                .bodyText()
                .containsPattern(
                        "id=\"f-agent-findings\"[^>]*><p[^>]*class=\"field-error is-warning\"")
                .contains(
                        "There is no agent nobody.",
                        "Ready to publish",
                        "outline-wrong is-warning");
        assertThat(editor.open(path)).bodyText().contains("There is no agent nobody.");
        assertThat(editor.send(path + "/publication", "version", "0")).hasRedirectedUrl(path);
        assertThat(editor.open(path)).bodyText().contains("Version 1 is published.");
    }

    @Test
    void keepsWhatWasTypedWhenItIsNoJson() throws Exception {
        var workflow = workflow("{\"steps\":[{\"id\":\"a\",\"kind\":\"transform\",\"value\":1}]}");
        var path = path(workflow);

        assertThat(save(path, "a", editor.open(path + "/edit"), "f.value", "{\"half\": "))
                .hasStatus(422)
                .bodyText()
                .contains("{&quot;half&quot;: ", "This begins as JSON does and cannot be read.");
        assertThat(graph(workflow)).isEqualTo(workflow.draft().graph());
    }

    @Test
    void twoPeopleChangeDifferentStepsAndLoseNothing() throws Exception {
        var workflow =
                workflow(
                        "{\"steps\":[{\"id\":\"a\",\"kind\":\"transform\",\"value\":1},"
                                + "{\"id\":\"b\",\"kind\":\"transform\",\"value\":1}]}");
        var path = path(workflow);
        var mine = editor.open(path + "/edit?step=a");
        var other = as(people.person(tenant, Role.EDITOR));
        save(other, path, "b", other.open(path + "/edit?step=b"), "f.value", "2");

        assertThat(save(path, "a", mine, "f.value", "3")).hasStatus(302);

        assertThat(JsonText.line(graph(workflow)))
                .contains("\"value\":3", "\"value\":2")
                .doesNotContain("\"value\":1");
    }

    @Test
    void overwritesNoStepThatSomebodyElseHasChanged() throws Exception {
        var workflow = workflow("{\"steps\":[{\"id\":\"a\",\"kind\":\"transform\",\"value\":1}]}");
        var path = path(workflow);
        var mine = editor.open(path + "/edit");
        var other = as(people.person(tenant, Role.EDITOR));
        save(other, path, "a", other.open(path + "/edit"), "f.value", "2");

        var refused = save(path, "a", mine, "f.value", "3");
        assertThat(refused)
                .hasStatus(409)
                .bodyText()
                .contains("Somebody else has changed this step", "/steps/a/value");
        assertThat(JsonText.line(graph(workflow))).contains("\"value\":2");

        assertThat(save(path, "a", refused, "f.value", "3")).hasStatus(302);
        assertThat(JsonText.line(graph(workflow))).contains("\"value\":3");
        assertThat(editor.send(path + "/draft/step/removal", "step", "a", "version", "0"))
                .hasRedirectedUrl(path + "/edit?step=a#step");
        assertThat(editor.open(path + "/edit?step=a"))
                .bodyText()
                .contains("changed this meanwhile");
        assertThat(JsonText.line(graph(workflow))).contains("\"value\":3");
    }

    @Test
    void movesRenamesAndRemovesSteps() {
        var workflow =
                workflow(
                        "{\"steps\":[{\"id\":\"a\",\"kind\":\"transform\",\"value\":1},"
                                + "{\"id\":\"b\",\"kind\":\"transform\",\"value\":1},"
                                + "{\"id\":\"c\",\"kind\":\"transform\","
                                + "\"value\":\"${results.b}\"}]}");
        var path = path(workflow);
        editor.open(path + "/edit");

        assertThat(editor.send(path + "/draft/step/place", "step", "b", "to", "up", "version", "0"))
                .hasRedirectedUrl(path + "/edit?step=b#step");
        assertThat(
                        editor.send(
                                path + "/draft/step/id",
                                "step",
                                "b",
                                "name",
                                "first",
                                "version",
                                "1"))
                .hasRedirectedUrl(path + "/edit?step=first#step");
        assertThat(editor.open(path + "/edit?step=first"))
                .bodyText()
                .contains("Places that name it and follow: 1.");
        assertThat(editor.send(path + "/draft/step/removal", "step", "a", "version", "2"))
                .hasRedirectedUrl(path + "/edit?step=first#step");

        assertThat(JsonText.line(graph(workflow)))
                .isEqualTo(
                        "{\"steps\":[{\"id\":\"first\",\"kind\":\"transform\",\"value\":1},"
                                + "{\"id\":\"c\",\"kind\":\"transform\","
                                + "\"value\":\"${results.first}\"}]}");
        assertThat(editor.open(path + "/edit?step=first"))
                .bodyText()
                .contains("data-undo", "Step a is removed");
    }

    @Test
    void editsAStepAndTheWholeAsJson() {
        var workflow = workflow("{\"steps\":[{\"id\":\"a\",\"kind\":\"wait\"}]}");
        var path = path(workflow);
        editor.open(path + "/edit");

        assertThat(
                        editor.send(
                                path + "/draft/step/source",
                                "step",
                                "a",
                                "version",
                                "0",
                                "source",
                                "{\"id\":\"b\",\"own\":[]}"))
                .hasRedirectedUrl(path + "/edit?step=b#step");
        assertThat(
                        editor.send(
                                path + "/draft/step/source",
                                "step",
                                "b",
                                "version",
                                "1",
                                "source",
                                "{\"id\":"))
                .hasStatus(422)
                .bodyText()
                .contains("This is no JSON that can be read");
        assertThat(editor.open(path + "/edit?view=source"))
                .bodyText()
                .contains("&quot;own&quot; : [ ]");
        assertThat(
                        editor.send(
                                path + "/draft",
                                "view",
                                "source",
                                "version",
                                "1",
                                "source",
                                "{\"steps\":[]}"))
                .hasRedirectedUrl(path + "/edit?view=source");
        assertThat(
                        editor.send(
                                path + "/draft",
                                "version",
                                "1",
                                "source",
                                "{\"steps\":[{\"id\":\"late\"}]}"))
                .hasStatus(409)
                .bodyText()
                .contains("Somebody else has changed the draft", "/steps/late");
        assertThat(editor.send(path + "/draft", "version", "2", "source", "{\"a\":1,\"a\":2}"))
                .hasStatus(422)
                .bodyText()
                .contains("This is no JSON that can be read");
        assertThat(graph(workflow)).isEqualTo(Map.of("steps", List.of()));
    }

    @Test
    void comparesVersionsWithTheDraft() throws Exception {
        var workflow = workflow("{\"steps\":[{\"id\":\"a\",\"kind\":\"transform\",\"value\":1}]}");
        var path = path(workflow);
        registry.publish(workflow.id(), null, "", person.actor());
        save(path, "a", editor.open(path + "/edit"), "f.value", "2");

        assertThat(editor.open(path + "/changes?from=1"))
                .hasStatusOk()
                .bodyText()
                .contains("/steps/a/value", "diff-before", "diff-after");
        assertThat(editor.open(path + "/changes?from=1&to=1"))
                .bodyText()
                .contains("Both are the same.");
        assertThat(editor.open(path + "/changes?from=7")).hasStatus(404);
    }

    @Test
    void isForThoseWhoMayWriteAndTheirTenantOnly() {
        var workflow = workflow("{\"steps\":[{\"id\":\"a\",\"kind\":\"wait\"}]}");
        var path = path(workflow);
        var viewer = as(people.person(tenant, Role.VIEWER));
        viewer.open(path);

        assertThat(viewer.open(path + "/edit")).hasStatus(403);
        assertThat(viewer.send(path + "/draft/step/removal", "step", "a", "version", "0"))
                .hasStatus(403);
        assertThat(viewer.open(path + "/changes")).hasStatusOk();
        var stranger = as(people.person(people.tenant().id(), Role.EDITOR));
        stranger.open("/workflows");
        assertThat(stranger.open(path + "/edit")).hasStatus(404);
        assertThat(stranger.send(path + "/draft", "version", "0", "source", "{}")).hasStatus(404);
        assertThat(graph(workflow)).isEqualTo(workflow.draft().graph());
    }

    private MvcTestResult save(String path, String step, MvcTestResult page, String... fields)
            throws UnsupportedEncodingException {
        return save(editor, path, step, page, fields);
    }

    private static MvcTestResult save(
            ConsoleBrowser browser, String path, String step, MvcTestResult page, String... fields)
            throws UnsupportedEncodingException {
        var seen = SEEN.matcher(page.getResponse().getContentAsString());
        assertThat(seen.find()).isTrue();
        var all = new ArrayList<>(List.of("step", step, "seen", seen.group(1)));
        all.addAll(List.of(fields));
        return browser.send(path + "/draft/step", all.toArray(String[]::new));
    }

    private Workflow workflow(String graph) {
        return registry.create(
                new WorkflowName("Edited", ""), WorkflowDraft.parse(graph), person.actor());
    }

    private Map<String, Object> graph(Workflow workflow) {
        return registry.get(workflow.id(), person.actor()).draft().graph();
    }

    private static String path(Workflow workflow) {
        return "/workflows/" + workflow.id().value();
    }

    private ConsoleBrowser as(TestPeople.Person who) {
        var browser = new ConsoleBrowser(mvc);
        browser.signIn(who.email(), PASSWORD);
        return browser;
    }
}
