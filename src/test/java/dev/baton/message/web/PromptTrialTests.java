package dev.baton.message.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.ConsoleBrowser;
import dev.baton.TestPeople;
import dev.baton.message.MessageFilter;
import dev.baton.message.MessageFixture;
import dev.baton.message.MessageInbox;
import dev.baton.message.ServerTest;
import dev.baton.tenant.Role;
import dev.baton.tenant.TenantId;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** How people try a prompt before anything uses it. */
@Tag("database")
@ServerTest
class PromptTrialTests {

    @Autowired private MockMvcTester mvc;
    @Autowired private TestPeople people;
    @Autowired private MessageFixture fixture;
    @Autowired private MessageInbox inbox;
    private TenantId tenant;
    private String assistant;
    private ConsoleBrowser editor;

    @BeforeEach
    void somebody() {
        tenant = fixture.caller().tenant();
        assistant = fixture.agent(tenant, "assistant").toString();
        editor = as(Role.EDITOR);
    }

    @Test
    void streamsTheAnswerToADraftThatNobodySaved() {
        var streamed = draft("/prompts/trial", "text/event-stream", assistant, "");

        assertThat(streamed).hasStatusOk();
        assertThat(ConsoleBrowser.body(streamed))
                .contains("event: delta", "event: done", "decision_id", "latency", "tokens")
                .doesNotContain("event: failed");
        assertThat(editor.open("/prompts")).bodyText().contains("No prompts yet");
    }

    @Test
    void sendsWhatWasRenderedThroughThePathOfEveryMessage() {
        draft("/prompts/trial", "text/event-stream", assistant, "Where is it?");

        assertThat(fixture.allUsage(tenant))
                .singleElement()
                .satisfies(
                        call -> {
                            assertThat(call.costNanos()).isPositive();
                            assertThat(call.promptVersion()).isNull();
                        });
        assertThat(sent()).contains("Speak of the parcel.", "Where is it?").doesNotContain("{{");
    }

    @Test
    void showsTheWholeAnswerAndTheDraftWithoutScripts() {
        var page = draft("/prompts/trial", "text/html", assistant, "Where is it?");

        assertThat(page)
                .hasStatusOk()
                .bodyText()
                .contains("Speak of the {{topic}}.", "Where is it?", "/decisions/", "USD");
    }

    @Test
    void countsATrialOfASavedVersionAsThatVersions() {
        var path = saved();

        var page =
                editor.ask(
                        HttpMethod.POST,
                        path + "/versions/1/trial",
                        Map.of(),
                        Map.of(
                                "agent", assistant,
                                "variables[0].name", "topic",
                                "variables[0].sample", "weather",
                                "ask", "And now?"));

        assertThat(page).hasStatusOk().bodyText().contains("weather", "And now?", "/decisions/");
        assertThat(sent()).contains("Speak of the weather.", "And now?");
        assertThat(fixture.allUsage(tenant))
                .singleElement()
                .satisfies(call -> assertThat(call.promptVersion()).isNotNull());
    }

    @Test
    void saysWhatIsWrongWithADraftAndChargesNothing() {
        var fields = fields(assistant, "");
        fields.put("variables[0].sample", "");

        var streamed =
                editor.ask(
                        HttpMethod.POST,
                        "/prompts/trial",
                        Map.of("Accept", "text/event-stream"),
                        fields);

        assertThat(ConsoleBrowser.body(streamed)).contains("event: failed", "topic");
        assertThat(fixture.allUsage(tenant)).isEmpty();
    }

    @Test
    void saysThatTheBudgetIsSpent() {
        fixture.budget(tenant, 0);

        assertThat(ConsoleBrowser.body(draft("/prompts/trial", "text/html", assistant, "")))
                .contains("budget");
        assertThat(fixture.allUsage(tenant)).isEmpty();
    }

    @Test
    void offersOnlyAgentsThatAskAModel() {
        assertThat(editor.open("/prompts/new"))
                .hasStatusOk()
                .bodyText()
                .contains(assistant)
                .doesNotContain(fixture.agent(tenant, "echo").toString());
        assertThat(ConsoleBrowser.body(draft("/prompts/trial", "text/html", echo(), "x")))
                .contains("There is no agent");
    }

    @Test
    void triesWithNobodyElsesAgent() {
        var foreign = fixture.demo(fixture.tenant(100, null), "theirs").id().value().toString();

        assertThat(ConsoleBrowser.body(draft("/prompts/trial", "text/html", foreign, "x")))
                .contains("There is no agent");
        assertThat(fixture.allUsage(tenant)).isEmpty();
    }

    @Test
    void letsOnlyThoseTryADraftWhoMayWriteOne() {
        var path = saved();
        var operator = as(Role.OPERATOR);

        assertThat(operator.open(path)).bodyText().contains("data-trial-send");
        assertThat(operator.send("/prompts/trial", "agent", assistant)).hasStatus(403);
        assertThat(as(Role.VIEWER).open(path)).bodyText().doesNotContain("data-trial-send");
    }

    private MvcTestResult draft(String path, String accept, String agent, String ask) {
        return editor.ask(HttpMethod.POST, path, Map.of("Accept", accept), fields(agent, ask));
    }

    private static Map<String, String> fields(String agent, String ask) {
        var fields = new LinkedHashMap<String, String>();
        fields.put("agent", agent);
        fields.put("ask", ask);
        fields.put("type", "CHAT");
        fields.put("blocks[0].role", "SYSTEM");
        fields.put("blocks[0].text", "Speak of the {{topic}}.");
        fields.put("blocks[1].role", "USER");
        fields.put("blocks[1].text", "Begin.");
        fields.put("variables[0].name", "topic");
        fields.put("variables[0].type", "STRING");
        fields.put("variables[0].presence", "required");
        fields.put("variables[0].sample", "parcel");
        return fields;
    }

    /** The address of a saved template. */
    private String saved() {
        var fields = fields("", "");
        fields.put("name", "topics");
        var location =
                editor.ask(HttpMethod.POST, "/prompts", Map.of(), fields)
                        .getResponse()
                        .getRedirectedUrl();
        return String.valueOf(location);
    }

    private String sent() {
        return inbox.get(tenant, inbox.list(tenant, MessageFilter.NONE, null, 1).data().getFirst().id()).request();
    }

    private String echo() {
        return fixture.agent(tenant, "echo").toString();
    }

    private ConsoleBrowser as(Role role) {
        var browser = new ConsoleBrowser(mvc);
        browser.signIn(people.person(tenant, role).email(), TestPeople.PASSWORD);
        return browser;
    }
}
