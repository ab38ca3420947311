package dev.baton.workflow.api;

import static dev.baton.tenant.Permission.WORKFLOWS_READ;
import static dev.baton.tenant.Permission.WORKFLOWS_WRITE;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.baton.TestPeople;
import dev.baton.event.Event;
import dev.baton.event.EventLog;
import dev.baton.model.ProviderBench;
import dev.baton.tenant.Permission;
import dev.baton.tenant.TenantId;
import dev.baton.workflow.GraphReader;
import dev.baton.workflow.GraphSchema;
import dev.baton.workflow.WorkflowTemplates;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.UnsupportedEncodingException;
import java.util.List;

/** Workflows as scripts make, change, publish and compare them. */
@Tag("database")
@SpringBootTest
@AutoConfigureMockMvc
class WorkflowApiTests {

    private static final String ALL = "/api/v1/workflows";
    private static final String ONE = graph("1");
    private static final String TWO = graph("2");

    private final JsonMapper json = new JsonMapper();

    @Autowired private MockMvcTester mvc;
    @Autowired private TestPeople people;
    @Autowired private ProviderBench bench;
    @Autowired private EventLog events;

    private TenantId tenant;
    private String key;

    @BeforeEach
    void somebody() {
        tenant = people.tenant().id();
        key = key(tenant, WORKFLOWS_READ, WORKFLOWS_WRITE);
    }

    @Test
    void createsADraftAndTellsWhereItIs() {
        var created = post(ALL, "{'name':' Daily ','description':'d','graph':" + ONE + "}");

        assertThat(created).hasStatus(201);
        var location = created.getResponse().getHeader("Location");
        var got = get(location);
        assertThat(tag(got)).isEqualTo(tag(created)).isEqualTo("\"0\"");
        assertThat(json(got)).isEqualTo(json(created));
        assertThat(json(got).path("name").asString()).isEqualTo("Daily");
        assertThat(json(got).path("status").asString()).isEqualTo("draft");
        assertThat(json(got).path("latest_version").isNull()).isTrue();
        assertThat(json(got).path("graph")).isEqualTo(json.readTree(ONE.replace('\'', '"')));
        assertThat(json(got).path("hash").asString())
                .isEqualTo(GraphReader.read(ONE.replace('\'', '"')).hash());
        assertThat(json(got).path("findings")).isEmpty();
    }

    /** What is written is kept in its order: people read it again. */
    @Test
    void keepsTheOrderOfMembers() {
        var id = create("ordered");

        assertThat(text(get(path(id))))
                .contains("{\"steps\":[{\"id\":\"a\",\"kind\":\"transform\",\"value\":1}]}");
    }

    @Test
    void keepsADraftWithFindingsButDoesNotPublishIt() {
        var id = create("unready");

        var saved = put(path(id) + "/draft", "{'steps':[],'x':1}", null);

        assertThat(saved).hasStatusOk();
        assertThat(pointers(json(saved).path("findings"))).containsExactly("/steps", "/x");
        var refused = post(path(id) + "/versions", "{}");
        assertThat(refused).hasStatus(422);
        assertThat(json(refused).path("code").asString()).isEqualTo("graph_refused");
        assertThat(json(refused).path("errors"))
                .extracting(error -> error.path("field").asString())
                .containsExactly("/steps", "/x");
        assertThat(json(get(path(id) + "/versions")).path("data")).isEmpty();
    }

    @Test
    void replacesOnlyTheDraftThatTheCallerHasSeen() {
        var id = create("guarded");
        var seen = tag(get(path(id)));

        assertThat(put(path(id) + "/draft", TWO, seen)).hasStatusOk();

        assertThat(put(path(id) + "/draft", ONE, seen)).hasStatus(409);
        assertThat(put(path(id) + "/draft", ONE, "\"none of ours\"")).hasStatus(409);
        assertThat(call(HttpMethod.PATCH, path(id), "{'name':'x'}", seen)).hasStatus(409);
        assertThat(call(HttpMethod.POST, path(id) + "/versions", "{}", seen)).hasStatus(409);
        assertThat(json(get(path(id))).at("/graph/steps/0/value").asInt()).isEqualTo(2);
    }

    @Test
    void publishesVersionsThatStayAsTheyWere() {
        var id = create("steady");

        var first = post(path(id) + "/versions", "{'note':'begin'}");
        put(path(id) + "/draft", TWO, null);
        var second = post(path(id) + "/versions", "{}");

        assertThat(first).hasStatus(201);
        assertThat(first.getResponse().getHeader("Location")).isEqualTo(path(id) + "/versions/1");
        assertThat(json(second).path("number").asInt()).isEqualTo(2);
        var kept = json(get(path(id) + "/versions/1"));
        assertThat(kept).isEqualTo(json(first));
        assertThat(kept.path("note").asString()).isEqualTo("begin");
        assertThat(kept.path("published_by").asString()).isEqualTo("Script");
        assertThat(kept.at("/graph/steps/0/value").asInt()).isEqualTo(1);
        var workflow = json(get(path(id)));
        assertThat(workflow.path("latest_version").asInt()).isEqualTo(2);
        assertThat(workflow.path("status").asString()).isEqualTo("published");
        assertThat(get(path(id) + "/versions/3")).hasStatus(404);
        assertThat(post(path(id) + "/versions", "{'note':'" + "x".repeat(501) + "'}"))
                .hasStatus(422);
    }

    @Test
    void publishesNothingTwice() {
        var id = create("same");
        var first = post(path(id) + "/versions", "{'note':'a'}");
        put(path(id) + "/draft", ONE.replace("'value': 1", "'value':1"), null);

        var again = post(path(id) + "/versions", "{'note':'b'}");

        assertThat(json(again)).isEqualTo(json(first));
        assertThat(json(get(path(id) + "/versions")).path("data")).hasSize(1);
    }

    @Test
    void listsVersionsNewestFirstPageByPage() {
        var id = create("often");
        for (var value = 1; value <= 3; value++) {
            put(path(id) + "/draft", graph("" + value), null);
            post(path(id) + "/versions", "{}");
        }

        var first = json(get(path(id) + "/versions?limit=2"));
        var rest =
                json(
                        get(
                                path(id)
                                        + "/versions?limit=2&after="
                                        + first.path("next_cursor").asString()));

        assertThat(numbers(first)).containsExactly(3, 2);
        assertThat(numbers(rest)).containsExactly(1);
        assertThat(rest.path("next_cursor").isNull()).isTrue();
        assertThat(first.at("/data/0").has("graph")).isFalse();
        assertThat(get(path(id) + "/versions?after=x")).hasStatus(400);
    }

    @Test
    void comparesVersionsAndTheDraft() {
        var id = create("compared");
        post(path(id) + "/versions", "{}");
        put(path(id) + "/draft", TWO, null);

        var changes = json(get(path(id) + "/changes?from=1")).path("changes");

        assertThat(changes).hasSize(1);
        assertThat(changes.get(0).path("path").asString()).isEqualTo("/steps/a/value");
        assertThat(changes.get(0).path("kind").asString()).isEqualTo("changed");
        assertThat(changes.get(0).path("before").asInt()).isEqualTo(1);
        assertThat(changes.get(0).path("after").asInt()).isEqualTo(2);
        assertThat(json(get(path(id) + "/changes?from=1&to=1")).path("changes")).isEmpty();
        assertThat(get(path(id) + "/changes?from=9")).hasStatus(404);
    }

    @Test
    void makesAVersionTheDraftAgain() {
        var id = create("back");
        post(path(id) + "/versions", "{}");
        put(path(id) + "/draft", TWO, null);
        var before = tag(get(path(id)));

        assertThat(call(HttpMethod.POST, path(id) + "/versions/1/restoration", "", "\"99\""))
                .hasStatus(409);
        var restored = call(HttpMethod.POST, path(id) + "/versions/1/restoration", "", before);

        assertThat(restored).hasStatusOk();
        assertThat(json(restored).at("/graph/steps/0/value").asInt()).isEqualTo(1);
        assertThat(tag(restored)).isNotEqualTo(before);
    }

    @Test
    void tellsAllFindingsOfAGraph() {
        var bad = json(post(ALL + "/validation", "{'steps':[{'id':'a'}],'y':1}"));
        var good = json(post(ALL + "/validation", ONE));

        assertThat(bad.path("valid").asBoolean()).isFalse();
        assertThat(pointers(bad.path("findings"))).containsExactly("/steps/0/kind", "/y");
        assertThat(bad.at("/findings/0/code").asString()).isEqualTo("required");
        assertThat(good.path("valid").asBoolean()).isTrue();
        assertThat(good.path("hash").asString()).hasSize(64);
    }

    @Test
    void publishesNoExpressionThatCannotBeComputed() {
        var id =
                create(
                        "typed",
                        "{'steps':[{'id':'ask','kind':'agent'}],"
                                + "'output':'${results.ask.txt}'}");

        var refused = post(path(id) + "/versions", "{}");

        assertThat(refused).hasStatus(422);
        assertThat(json(refused).at("/errors/0/code").asString()).isEqualTo("unknown_field");
        assertThat(json(get(path(id))).at("/findings/0/message").asString())
                .startsWith("results.ask has no member txt; it has text, agent,");
    }

    @Test
    void createsAWorkflowFromATemplate() {
        var created =
                post(
                        ALL,
                        "{'name':'Vote','template':'majority-vote','parameters':{'voters':['a','b']}}");

        assertThat(created).hasStatus(201);
        assertThat(json(created).at("/graph/variables/voters")).hasSize(2);
        assertThat(json(created).path("findings")).isEmpty();
        assertThat(post(path(json(created).path("id").asString()) + "/versions", "{}"))
                .hasStatus(201);
    }

    @Test
    void tellsTemplatesInTheCallersLanguage() {
        var english = json(get(ALL + "/templates")).path("data");
        var spanish =
                json(mvc.get()
                                .uri(ALL + "/templates")
                                .header("Authorization", "Bearer " + key)
                                .header("Accept-Language", "es")
                                .exchange())
                        .path("data");

        assertThat(english).hasSameSizeAs(WorkflowTemplates.all());
        var at = WorkflowTemplates.all().indexOf(WorkflowTemplates.find("pipeline").orElseThrow());
        assertThat(english.get(at).path("title").asString()).isEqualTo("Write, edit, translate");
        var pipeline = spanish.get(at);
        assertThat(pipeline.path("id").asString()).isEqualTo("pipeline");
        assertThat(pipeline.path("title").asString()).isEqualTo("Escribir, editar, traducir");
        assertThat(pipeline.at("/parameters/author").asString()).isEqualTo("assistant");
        assertThat(pipeline.at("/graph/steps")).hasSize(3);
    }

    @Test
    void publishesTheSchemaOfGraphs() {
        var schema = get(ALL + "/schema");

        assertThat(schema).hasStatusOk().hasContentType("application/schema+json");
        assertThat(text(schema)).isEqualTo(GraphSchema.text());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'graph':{}} | name | required",
                "{'name':'x'} | graph | required",
                "{'name':'x','template':'none'} | template | unknown_value",
                "{'name':'x','graph':{},'parameters':{}} | parameters | not_applicable",
                "{'name':'x','graph':{},'template':'pipeline'} | graph | not_applicable",
                "{'name':'x','template':'pipeline','parameters':{'author':1}} | /parameters/author"
                        + " | wrong_type",
                "{'name':'x','template':'pipeline','parameters':{'chef':'a'}} | /parameters/chef |"
                        + " unknown_parameter",
                "{'name':'x','graph':{'a':123456789012345678901234567890}} | /a | number_too_large",
            })
    void refusesWhatCannotBeAWorkflow(String body, String field, String code) {
        var refused = post(ALL, body);

        assertThat(refused).hasStatus(422);
        assertThat(json(refused).at("/errors/0/field").asString()).isEqualTo(field);
        assertThat(json(refused).at("/errors/0/code").asString()).isEqualTo(code);
    }

    @Test
    void refusesNamesThatAreTooLongOrTaken() {
        create("mine");

        assertThat(
                        json(post(ALL, "{'name':'" + "x".repeat(121) + "','graph':" + ONE + "}"))
                                .at("/errors/0/code")
                                .asString())
                .isEqualTo("too_long");
        var taken = post(ALL, "{'name':'mine','graph':" + ONE + "}");
        assertThat(taken).hasStatus(409);
        assertThat(json(taken).path("code").asString()).isEqualTo("workflow_name_taken");
        var other = create("other");
        assertThat(call(HttpMethod.PATCH, path(other), "{'name':'mine'}", null)).hasStatus(409);
        assertThat(post(ALL, "{'name':'x','graph':" + ONE + ",'x':1}")).hasStatus(400);
    }

    @Test
    void renamesWithoutTouchingTheDraft() {
        var id = create("old");

        var renamed = call(HttpMethod.PATCH, path(id), "{'name':'new','description':'why'}", null);

        assertThat(renamed).hasStatusOk();
        assertThat(json(renamed).path("name").asString()).isEqualTo("new");
        assertThat(json(renamed).path("description").asString()).isEqualTo("why");
        assertThat(json(renamed).at("/graph/steps")).hasSize(1);
    }

    @Test
    void findsWorkflowsByNamePageByPage() {
        create("alpha");
        create("beta");
        create("gamma");

        assertThat(names("?search=ET")).containsExactly("beta");
        var first = json(get(ALL + "?limit=2"));
        assertThat(first.at("/data/0").has("graph")).isFalse();
        assertThat(names("?limit=2&after=" + first.path("next_cursor").asString()))
                .containsExactly("gamma");
    }

    @Test
    void putsAWorkflowAsideAndTakesItOutAgain() {
        var id = create("aside");
        post(path(id) + "/versions", "{}");

        assertThat(post(path(id) + "/archiving", "")).hasStatus(204);
        assertThat(post(path(id) + "/archiving", "")).hasStatus(204);

        assertThat(names("")).isEmpty();
        assertThat(names("?archived=true")).containsExactly("aside");
        var changed = put(path(id) + "/draft", TWO, null);
        assertThat(changed).hasStatus(409);
        assertThat(json(changed).path("code").asString()).isEqualTo("workflow_archived");
        assertThat(post(path(id) + "/versions", "{}")).hasStatus(409);
        assertThat(call(HttpMethod.DELETE, path(id) + "/archiving", "", null)).hasStatus(204);
        assertThat(json(get(path(id))).path("status").asString()).isEqualTo("published");
        assertThat(events("workflow.archived")).hasSize(1);
    }

    @Test
    void tellsWhenAVersionIsPublished() {
        var id = create("told");
        var version = json(post(path(id) + "/versions", "{'note':'hello'}"));

        assertThat(events("workflow.published"))
                .singleElement()
                .satisfies(
                        event -> {
                            assertThat(event.subject()).hasToString(id);
                            var data = json.readTree(event.data());
                            assertThat(data.path("hash")).isEqualTo(version.path("hash"));
                            assertThat(data.path("number").asInt()).isEqualTo(1);
                            assertThat(data.path("note").asString()).isEqualTo("hello");
                        });
    }

    @Test
    void isClosedToOtherTenantsAndToKeysWithoutTheRight() {
        var id = create("closed");
        post(path(id) + "/versions", "{}");
        var reader = key(tenant, WORKFLOWS_READ);
        key = key(tenant, Permission.AGENTS_READ);
        assertThat(get(path(id))).hasStatus(403);

        key = reader;
        assertThat(get(path(id))).hasStatusOk();
        assertThat(post(ALL, "{'name':'x','graph':" + ONE + "}")).hasStatus(403);
        assertThat(put(path(id) + "/draft", TWO, null)).hasStatus(403);
        assertThat(post(path(id) + "/versions", "{}")).hasStatus(403);
        assertThat(post(path(id) + "/archiving", "")).hasStatus(403);

        key = key(people.tenant().id(), WORKFLOWS_READ, WORKFLOWS_WRITE);
        assertThat(get(path(id))).hasStatus(404);
        assertThat(get(path(id) + "/versions/1")).hasStatus(404);
        assertThat(get(path(id) + "/changes")).hasStatus(404);
        assertThat(put(path(id) + "/draft", TWO, null)).hasStatus(404);
        assertThat(names("")).isEmpty();
    }

    private static String graph(String value) {
        return "{'steps': [{'id': 'a', 'kind': 'transform', 'value': " + value + "}]}";
    }

    private String key(TenantId of, Permission... scopes) {
        return bench.key(of, scopes);
    }

    private String create(String name) {
        return create(name, ONE);
    }

    private String create(String name, String graph) {
        var created = post(ALL, "{'name':'" + name + "','graph':" + graph + "}");
        assertThat(created).hasStatus(201);
        return json(created).path("id").asString();
    }

    private List<Event> events(String type) {
        await().until(() -> !events.newest(tenant, type, 10).isEmpty());
        return events.newest(tenant, type, 10);
    }

    private List<String> names(String query) {
        return json(get(ALL + query))
                .path("data")
                .valueStream()
                .map(each -> each.path("name").asString())
                .toList();
    }

    private static List<Integer> numbers(JsonNode page) {
        return page.path("data").valueStream().map(each -> each.path("number").asInt()).toList();
    }

    private static List<String> pointers(JsonNode findings) {
        return findings.valueStream().map(each -> each.path("pointer").asString()).toList();
    }

    private static String path(String id) {
        return ALL + "/" + id;
    }

    private MvcTestResult get(String path) {
        return call(HttpMethod.GET, path, "", null);
    }

    private MvcTestResult post(String path, String body) {
        return call(HttpMethod.POST, path, body, null);
    }

    private MvcTestResult put(String path, String body, @Nullable String ifMatch) {
        return call(HttpMethod.PUT, path, body, ifMatch);
    }

    private MvcTestResult call(
            HttpMethod method, String path, String body, @Nullable String ifMatch) {
        var request = mvc.method(method).uri(path).header("Authorization", "Bearer " + key);
        if (ifMatch != null) {
            request.header("If-Match", ifMatch);
        }
        if (!body.isEmpty()) {
            request.contentType(MediaType.APPLICATION_JSON).content(body.replace('\'', '"'));
        }
        return request.exchange();
    }

    private static String tag(MvcTestResult answer) {
        return answer.getResponse().getHeader("ETag");
    }

    private static String text(MvcTestResult answer) {
        try {
            return answer.getResponse().getContentAsString();
        } catch (UnsupportedEncodingException e) {
            throw new IllegalStateException(e);
        }
    }

    private JsonNode json(MvcTestResult answer) {
        return json.readTree(text(answer));
    }
}
