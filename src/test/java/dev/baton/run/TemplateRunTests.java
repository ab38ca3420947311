package dev.baton.run;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.stubbing.Scenario;

import dev.baton.TestPeople;
import dev.baton.approval.ApprovalInbox;
import dev.baton.approval.Approvals;
import dev.baton.approval.Asked;
import dev.baton.approval.Verdict;
import dev.baton.message.MessageFixture;
import dev.baton.message.MessageFixture.Caller;
import dev.baton.message.ServerTest;
import dev.baton.platform.json.CanonicalJson;
import dev.baton.tenant.Role;
import dev.baton.workflow.WorkflowTemplate;
import dev.baton.workflow.WorkflowTemplates;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Each graph that comes with Baton is run to its end, with a model that says what a test tells it.
 */
@ServerTest
class TemplateRunTests {

    private static final JsonMapper JSON = new JsonMapper();

    private static WireMockServer model;

    @Autowired private MessageFixture fixture;
    @Autowired private Approvals approvals;
    @Autowired private ApprovalInbox inbox;
    @Autowired private TestPeople people;

    private Caller caller;
    private RunClient runs;

    @BeforeAll
    static void listen() {
        model = new WireMockServer(WireMockConfiguration.options().dynamicPort());
        model.start();
    }

    @AfterAll
    static void hangUp() {
        model.stop();
    }

    @BeforeEach
    void somebody() {
        model.resetAll();
        caller = fixture.caller();
        fixture.remote(caller.tenant(), "model", model.baseUrl() + "/v1", MessageFixture.HASTY);
        runs = new RunClient(caller.client());
    }

    @Test
    void isEveryTemplate() {
        assertThat(WorkflowTemplates.all())
                .extracting(WorkflowTemplate::id)
                .containsExactlyInAnyOrder(
                        "approval",
                        "batch-summary",
                        "code-and-review",
                        "map-reduce-documents",
                        "majority-vote",
                        "pipeline",
                        "research-and-cite",
                        "triage-and-handoff");
    }

    @Test
    void researchesEachPartAndCites() {
        says("Split this question", "{\"questions\":[\"How far?\",\"How big?\"]}");
        says("How far?", "384,400 km.");
        says("How big?", "3,474 km across.");
        says("from these findings", "Far [1] and big [2].");

        var output = run("research-and-cite", "{'question':'What is the moon like?'}");

        assertThat(output.path("answer").asString()).isEqualTo("Far [1] and big [2].");
        assertThat(output.at("/findings/0/answer").asString()).isEqualTo("384,400 km.");
        assertThat(output.at("/findings/1/number").asInt()).isEqualTo(2);
        model.verify(
                postRequestedFor(anyUrl())
                        .withRequestBody(containing("from these findings"))
                        .withRequestBody(containing("3,474 km across.")));
    }

    @Test
    void writesUntilTheReviewApproves() {
        says("Write Java code", "int f() { return 1; }");
        reviews(Scenario.STARTED, "{\"approved\":false,\"remarks\":\"Name it.\"}", "seen");
        reviews("seen", "{\"approved\":true,\"remarks\":\"Fine.\"}", "done");

        var output = run("code-and-review", "{'task':'Give one.'}");

        assertThat(output.path("approved").asBoolean()).isTrue();
        assertThat(output.path("rounds").asInt()).isEqualTo(2);
        model.verify(
                postRequestedFor(anyUrl())
                        .withRequestBody(containing("Write Java code"))
                        .withRequestBody(containing("Name it.")));
    }

    @Test
    void readsEachDocumentAndBringsThemTogether() {
        says("moon is", "Far.");
        says("sun is", "Hot.");
        says("Answer the question from these notes", "Far and hot.");

        var output =
                run(
                        "map-reduce-documents",
                        "{'question':'How?','documents':['The moon is far.','The sun is hot.']}");

        assertThat(output.path("answer").asString()).isEqualTo("Far and hot.");
        assertThat(output.path("documents").asInt()).isEqualTo(2);
        model.verify(
                postRequestedFor(anyUrl())
                        .withRequestBody(containing("from these notes"))
                        .withRequestBody(containing("Far."))
                        .withRequestBody(containing("Hot.")));
    }

    @Test
    void handsAMessageToWhomItIsFor() {
        says("What is this message about", "{\"topic\":\"billing\",\"summary\":\"Too dear.\"}");
        says("about a bill", "We are sorry.");

        var output = run("triage-and-handoff", "{'message':'My bill is wrong.'}");

        assertThat(output.toString()).contains("We are sorry.").contains("billing");
        model.verify(2, postRequestedFor(anyUrl()));
    }

    @Test
    void releasesWhatSomebodyHasApproved() {
        says("Announce it", "Here it is.");
        var owner = people.person(caller.tenant(), Role.TENANT_OWNER).actor();

        var id = begin("approval", "{'task':'Announce it'}");
        runs.awaitStatus(id, "waiting_approval");
        await().until(() -> inbox.waitingFor(owner, Asked.ANYHOW, null, 2).data().size() == 1);
        var asked = inbox.waitingFor(owner, Asked.ANYHOW, null, 2).data().getFirst();
        approvals.decide(asked.id(), Verdict.APPROVE, asked.actionHash(), "go", owner);

        var run = runs.awaitEnd(id);
        assertThat(run.at("/output/text").asString()).isEqualTo("Here it is.");
        assertThat(run.at("/output/approved_by").asString()).isEqualTo(owner.name());
        assertThat(run.at("/output/comment").asString()).isEqualTo("go");
    }

    @Test
    void takesWhatMostVotersSay() {
        says("Shall we", "{\"choice\":\" Yes\",\"reason\":\"Why not\"}");

        var output = run("majority-vote", "{'question':'Shall we?'}");

        assertThat(output.path("choice").asString()).isEqualTo("yes");
        assertThat(output.path("votes").asInt()).isEqualTo(3);
    }

    @Test
    void writesEditsAndTranslates() {
        says("Write a short text", "A draft.");
        says("A draft.", "A text.");
        says("into Spanish", "Un texto.");

        assertThat(run("pipeline", "{'topic':'x','language':'Spanish'}").path("text").asString())
                .isEqualTo("Un texto.");
        assertThat(run("pipeline", "{'topic':'x'}").path("text").asString()).isEqualTo("A text.");
    }

    @Test
    void sumsUpWhatCanBeReadAndCountsTheRest() {
        says("one two", "Short.");
        model.stubFor(
                post(anyUrl())
                        .withRequestBody(containing("broken"))
                        .willReturn(aResponse().withStatus(400)));
        says("Write one digest", "All in all.");

        var output = run("batch-summary", "{'texts':['one two','broken']}");

        assertThat(output.path("digest").asString()).isEqualTo("All in all.");
        assertThat(output.at("/summaries/0").asString()).isEqualTo("Short.");
        assertThat(output.path("failed").asInt()).isEqualTo(1);
    }

    private JsonNode run(String template, String input) {
        var run = runs.carryOut(graph(template), input);
        assertThat(run.path("status").asString()).as(run.toString()).isEqualTo("completed");
        return run.path("output");
    }

    private String begin(String template, String input) {
        return runs.create("{'graph':" + graph(template) + ",'input':" + input + "}")
                .json()
                .path("id")
                .asString();
    }

    /** Everybody is the scripted model. */
    private String graph(String id) {
        var template = WorkflowTemplates.find(id).orElseThrow();
        var chosen = new LinkedHashMap<String, Object>();
        template.defaults()
                .forEach(
                        (name, usual) ->
                                chosen.put(
                                        name,
                                        usual instanceof List<?> several
                                                ? several.stream().map(_ -> "model").toList()
                                                : "model"));
        return CanonicalJson.write(template.with(chosen)).replace("'", "\\u0027");
    }

    /** What was said last counts first. */
    private static void says(String question, String answer) {
        model.stubFor(
                post(anyUrl())
                        .withRequestBody(containing(question))
                        .willReturn(completion(answer)));
    }

    private static void reviews(String state, String answer, String next) {
        model.stubFor(
                post(anyUrl())
                        .inScenario("review")
                        .whenScenarioStateIs(state)
                        .withRequestBody(containing("Review this code"))
                        .willReturn(completion(answer))
                        .willSetStateTo(next));
    }

    private static ResponseDefinitionBuilder completion(String content) {
        var body =
                Map.of(
                        "id",
                        "c",
                        "object",
                        "chat.completion",
                        "choices",
                        List.of(
                                Map.of(
                                        "index",
                                        0,
                                        "message",
                                        Map.of("role", "assistant", "content", content),
                                        "finish_reason",
                                        "stop")),
                        "usage",
                        Map.of("prompt_tokens", 1, "completion_tokens", 1));
        return aResponse()
                .withStatus(200)
                .withHeader("Content-Type", "application/json")
                .withBody(JSON.writeValueAsString(body));
    }
}
