package dev.baton.message.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.baton.ConsoleBrowser;
import dev.baton.ScreenTable;
import dev.baton.TestPeople;
import dev.baton.message.MessageFixture;
import dev.baton.message.MessageFixture.Caller;
import dev.baton.message.ServerTest;
import dev.baton.tenant.Role;
import dev.baton.tenant.TenantId;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** What people see of messages, and how they ask an agent themselves. */
@Tag("database")
@ServerTest
class MessagePagesTests {

    private static final String FAILURE =
            "title=\"provider_unreachable\">The provider could not be reached.<";

    @Autowired private MockMvcTester mvc;
    @Autowired private TestPeople people;
    @Autowired private MessageFixture fixture;
    private Caller caller;
    private ConsoleBrowser admin;

    @BeforeEach
    void somebody() {
        caller = fixture.caller();
        admin = adminOf(caller.tenant());
    }

    @Test
    void explainsMessagesToThoseWhoHaveNone() {
        assertThat(admin.open("/messages"))
                .hasStatusOk()
                .bodyText()
                .contains("Messages")
                .doesNotContain("<table");
    }

    @Test
    void triesAgainWhatWasGivenUp() {
        var agent = fixture.echo(caller.tenant(), "resting", 0);
        fixture.disable(agent);
        var location =
                caller.client()
                        .ask("{'agent':'resting','input':'hello'}", "Prefer", "respond-async")
                        .header("Location");
        var id = location.substring(location.lastIndexOf('/') + 1);
        await().atMost(Duration.ofSeconds(30)).until(() -> status(location).equals("failed"));
        assertThat(admin.open("/messages")).bodyText().contains("Given up (1)");
        assertThat(admin.open("/messages/given-up")).bodyText().contains("/messages/" + id);
        assertThat(admin.open("/messages/" + id)).bodyText().contains("Try again");

        fixture.enable(agent);
        assertThat(admin.send("/messages/" + id + "/retry")).hasStatus3xxRedirection();

        await().atMost(Duration.ofSeconds(30)).until(() -> status(location).equals("completed"));
        assertThat(admin.open("/messages/given-up")).bodyText().doesNotContain("/messages/" + id);
        assertThat(admin.open("/messages/" + id)).bodyText().doesNotContain("Try again");
        assertThat(caller.client().post(location + "/retry", "{}").status()).isEqualTo(404);
    }

    @Test
    void leadsNowhereOnceItsAgentIsGone() {
        var answer = caller.client().ask("{'agent':'echo','input':'hello'}").json();
        var agent = "/agents/" + answer.at("/agent/id").asString();
        var pages =
                List.of(
                        "/usage",
                        "/messages/" + answer.path("id").asString(),
                        "/decisions/" + answer.path("decision_id").asString());
        assertThat(pages).allSatisfy(page -> assertThat(admin.open(page)).bodyText().contains(agent));

        admin.open(agent);
        assertThat(admin.send(agent + "/removal", "confirmation", "echo")).hasStatus(302);

        assertThat(pages)
                .allSatisfy(
                        page ->
                                assertThat(admin.open(page))
                                        .hasStatusOk()
                                        .bodyText()
                                        .contains("echo")
                                        .doesNotContain("href=\"" + agent));
    }

    @Test
    void listsWithTheCallThatAsksForTheSame() {
        assertThat(admin.open("/messages?status=failed&range=24h"))
                .bodyText()
                .contains("/api/v1/messages?status=failed&amp;from=20");
    }

    @Test
    void hasACrossForEachDay() {
        assertThat(admin.open("/messages?from=2026-01-02"))
                .bodyText()
                .contains("name=\"from\" value=\"2026-01-02\" data-set=\"true\"", "Remove filter: From");
    }

    @Test
    void triesAllAgainThatWereGivenUp() {
        var agent = fixture.echo(caller.tenant(), "resting", 0);
        fixture.disable(agent);
        var locations = List.of(askLater("resting"), askLater("resting"));
        await().atMost(Duration.ofSeconds(30))
                .until(() -> locations.stream().map(this::status).allMatch("failed"::equals));
        fixture.enable(agent);
        admin.open("/messages/given-up");

        var question =
                admin.send("/messages/given-up/bulk", "action", "again", "all", "true");
        assertThat(question).hasStatusOk().bodyText().contains("Try messages again: 2");
        var ids =
                ConsoleBrowser.body(question).replaceAll("(?s).*name=\"id\" value=\"([^\"]*)\".*", "$1");
        admin.send(
                "/messages/given-up/bulk", "action", "again", "id", ids, "confirmed", "true");

        await().atMost(Duration.ofSeconds(30))
                .until(() -> locations.stream().map(this::status).allMatch("completed"::equals));
        assertThat(admin.open("/messages/given-up"))
                .bodyText()
                .contains("Messages that wait for their answers again: 2.");
        admin.send("/messages/given-up/bulk", "action", "again", "id", ids, "confirmed", "true");
        assertThat(admin.open("/messages/given-up")).bodyText().contains("Done: 0. Not done: 2.");
    }

    private String askLater(String agent) {
        return caller.client()
                .ask("{'agent':'" + agent + "','input':'hello'}", "Prefer", "respond-async")
                .header("Location");
    }

    private String status(String location) {
        return caller.client().get(location).json().path("status").asString();
    }

    @Test
    void showsWhatWasAskedAndAnsweredAsTextNeverAsMarkup() {
        var id = ask("{'agent':'echo','input':'<b>hello</b>'}");

        assertThat(admin.open("/messages")).hasStatusOk().bodyText().contains("/messages/" + id);
        assertThat(admin.open("/messages/" + id))
                .hasStatusOk()
                .bodyText()
                .contains("&lt;b&gt;hello&lt;/b&gt;", "Answered", "turn-answer")
                .contains("/decisions/")
                .doesNotContain("<b>hello</b>");
    }

    @Test
    void narrowsTheListByHowItEndedByWhomAndByWhen() {
        var echoed = ask("{'agent':'echo','input':'hello'}");
        var answered = ask("{'agent':'assistant','input':'hello'}");
        fixture.remote(caller.tenant(), "nobody", "http://127.0.0.1:1025/v1", MessageFixture.HASTY);
        caller.client().ask("{'agent':'nobody','input':'hello'}");
        var echo = fixture.agent(caller.tenant(), "echo");

        assertThat(ScreenTable.of(admin.open("/messages")).column("Agent"))
                .containsExactly("nobody", "assistant", "echo");
        assertThat(ScreenTable.of(admin.open("/messages?status=failed")).column("Agent"))
                .containsExactly("nobody");
        assertThat(admin.open("/messages?agent=" + echo + "&range=15m"))
                .bodyText()
                .contains(echoed)
                .doesNotContain(answered);
        var today = LocalDate.now(ZoneOffset.UTC);
        assertThat(admin.open("/messages?from=" + today.minusDays(1) + "&to=" + today.plusDays(1)))
                .bodyText()
                .contains(echoed, answered);
        assertThat(admin.open("/messages?to=" + today.minusDays(2)))
                .bodyText()
                .contains("Nothing matches")
                .doesNotContain(echoed);
        assertThat(admin.open("/messages?status=nonsense&agent=me&range=ever&from=then&to=%2B999999999-01-01"))
                .hasStatusOk()
                .bodyText()
                .contains(echoed, answered);
    }

    @Test
    void readsContentThatComesInParts() {
        var id =
                ask(
                        "{'agent':'echo','messages':[{'role':'user','content':[{'type':'text','text':'first part'},{'type':'text','text':'second part'}]}]}");

        assertThat(admin.open("/messages/" + id))
                .hasStatusOk()
                .bodyText()
                .contains("first part\nsecond part");
    }

    @Test
    void saysWhyThereIsNoAnswer() {
        fixture.budget(caller.tenant(), 0);

        var location =
                caller.client()
                        .ask("{'agent':'assistant','input':'x'}", "Prefer", "respond-async")
                        .header("Location");
        await()
                .until(
                        () ->
                                caller.client()
                                        .get(location)
                                        .json()
                                        .path("status")
                                        .asString()
                                        .equals("failed"));

        var page = admin.open(location.replace("/api/v1", ""));
        assertThat(page).hasStatusOk().bodyText().contains("Failed").doesNotContain("turn-answer");
    }

    @Test
    void showsInItsTraceWhyARequestWasRefused() {
        var unfit = caller.client().ask("{'capability':'juggling','input':'x'}");
        assertThat(unfit.status()).isEqualTo(409);
        fixture.budget(caller.tenant(), 0);
        var unpaid = caller.client().ask("{'agent':'assistant','input':'x'}");
        assertThat(unpaid.status()).isEqualTo(402);

        // Refusals are written a moment after they were told.
        await().untilAsserted(
                        () ->
                                assertThat(admin.open("/traces/" + unfit.trace()))
                                        .hasStatusOk()
                                        .bodyText()
                                        .contains("Refusal", "/decisions/", "title=\"no_agent_fits\""));
        await().untilAsserted(
                        () ->
                                assertThat(admin.open("/traces/" + unpaid.trace()))
                                        .hasStatusOk()
                                        .bodyText()
                                        .contains("/decisions/", "title=\"budget_exhausted\"")
                                        .contains("Refused: the call could have cost"));
    }

    @Test
    void saysInWordsWhyACallFailed() {
        fixture.remote(caller.tenant(), "nobody", "http://127.0.0.1:1025/v1", MessageFixture.HASTY);
        caller.client().ask("{'agent':'nobody','input':'hello'}");
        var list = ConsoleBrowser.body(admin.open("/messages"));
        var message = list.replaceAll("(?s).*?(/messages/[0-9a-f-]{36}).*", "$1");
        var page = ConsoleBrowser.body(admin.open(message));
        var trace = page.replaceAll("(?s).*\\b([0-9a-f]{32})\\b.*", "$1");

        assertThat(page).contains(FAILURE);
        assertThat(admin.open("/usage")).bodyText().contains(FAILURE);
        assertThat(admin.open("/dashboard")).bodyText().contains(FAILURE);
        assertThat(admin.open("/agents/" + fixture.agent(caller.tenant(), "nobody")))
                .bodyText()
                .contains(FAILURE);
        assertThat(admin.open("/traces/" + trace)).bodyText().contains(FAILURE);
    }

    @Test
    void showsNobodyElsesMessage() {
        var id = ask("{'agent':'echo','input':'private words'}");
        var other = adminOf(fixture.tenant(100, null));

        assertThat(other.open("/messages/" + id)).hasStatus(404);
        assertThat(other.open("/messages")).bodyText().doesNotContain(id);
    }

    @Test
    void streamsATrialToItsPanel() {
        var streamed = trial("text/event-stream", "assistant", Map.of("input", "hello"));

        assertThat(streamed).hasStatusOk();
        assertThat(ConsoleBrowser.body(streamed))
                .contains("event: delta", "event: done", "decision_id", "\"latency\":\"")
                .doesNotContain("event: failed");
        assertThat(fixture.allUsage(caller.tenant()))
                .singleElement()
                .satisfies(call -> assertThat(call.costNanos()).isPositive());
    }

    @Test
    void showsATrialWholeWithoutScripts() {
        var page = trial("text/html", "echo", Map.of("input", "repeat after me"));

        assertThat(page).hasStatusOk().bodyText().contains("repeat after me", "/decisions/");
        assertThat(fixture.allUsage(caller.tenant())).hasSize(1);
    }

    @Test
    void saysInWordsWhyATrialIsRefused() {
        fixture.budget(caller.tenant(), 0);

        var streamed = trial("text/event-stream", "assistant", Map.of("input", "hello"));
        var whole = trial("text/html", "assistant", Map.of("input", "hello"));

        var month = LocalDate.now(ZoneOffset.UTC).getMonth();
        assertThat(ConsoleBrowser.body(streamed))
                .contains("event: failed", "of the budget of 0.00")
                .containsIgnoringCase("left in " + month)
                .doesNotContain("event: delta", "budget_exhausted");
        assertThat(whole).hasStatusOk().bodyText().contains("of the budget of 0.00");
        assertThat(fixture.allUsage(caller.tenant())).isEmpty();
    }

    @Test
    void chargesTrialsToTheLimitsOfTheirTenantAndPerson() {
        var tenant = fixture.tenant(2, null);
        fixture.echo(tenant, "echo", 0);
        caller = fixture.caller(tenant);
        admin = adminOf(tenant);
        trial("text/event-stream", "echo", Map.of("input", "one"));
        trial("text/html", "echo", Map.of("input", "two"));

        var streamed = trial("text/event-stream", "echo", Map.of("input", "three"));
        var whole = trial("text/html", "echo", Map.of("input", "three"));

        assertThat(ConsoleBrowser.body(streamed))
                .contains("event: failed", "your tenant may send 2 requests a minute")
                .containsPattern("Try again in \\d+ s\\.")
                .doesNotContain("event: delta", "rate_limited");
        assertThat(whole).bodyText().contains("your tenant may send 2 requests a minute");
        assertThat(fixture.allUsage(tenant)).hasSize(2);
    }

    @Test
    void saysInWordsThatATrialFailed() {
        fixture.remote(
                caller.tenant(), "nobody", "http://127.0.0.1:1025/v1", MessageFixture.HASTY);

        var streamed = trial("text/event-stream", "nobody", Map.of("input", "hello"));
        var whole = trial("text/html", "nobody", Map.of("input", "hello"));

        assertThat(ConsoleBrowser.body(streamed)).contains("event: failed");
        assertThat(whole).hasStatusOk();
        assertThat(fixture.allUsage(caller.tenant()))
                .hasSize(2)
                .allSatisfy(call -> assertThat(call.status().wire()).isEqualTo("failed"));
    }

    @Test
    void triesNobodyElsesAgent() {
        var foreign = fixture.echo(fixture.tenant(100, null), "echo", 0).id().value();

        assertThat(admin.send("/agents/" + foreign + "/trial", "input", "x")).hasStatus(404);
    }

    private MvcTestResult trial(String accept, String agent, Map<String, String> fields) {
        return admin.ask(
                HttpMethod.POST,
                "/agents/" + fixture.agent(caller.tenant(), agent) + "/trial",
                Map.of("Accept", accept),
                fields);
    }

    private String ask(String body) {
        return caller.client().ask(body).json().path("id").asString();
    }

    private ConsoleBrowser adminOf(TenantId tenant) {
        var browser = new ConsoleBrowser(mvc);
        browser.signIn(
                people.person(tenant, Role.TENANT_ADMIN).email(), TestPeople.PASSWORD);
        return browser;
    }
}
