package dev.baton.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.baton.ConsoleBrowser;
import dev.baton.RecordedStatements;
import dev.baton.TestPeople;
import dev.baton.agent.Agent;
import dev.baton.agent.AgentLimits;
import dev.baton.agent.PreparedCall;
import dev.baton.ledger.Entrance;
import dev.baton.message.AttemptEnd;
import dev.baton.message.MessageDesk;
import dev.baton.message.MessageFixture;
import dev.baton.message.MessageFixture.Caller;
import dev.baton.message.Question;
import dev.baton.message.Reply;
import dev.baton.message.ServerTest;
import dev.baton.model.Answer;
import dev.baton.model.CallFailed;
import dev.baton.platform.Ids;
import dev.baton.platform.commit.CommitRecord;
import dev.baton.platform.trace.Trace;
import dev.baton.tenant.Role;
import dev.baton.tenant.TenantId;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** Who may be too dear for what is left of the month, and what becomes of the question then. */
@Tag("database")
@ServerTest
class BudgetSelectionTests {

    private static final long CENT = 10_000_000;

    @Autowired private MessageFixture fixture;
    @Autowired private MessageDesk desk;
    @Autowired private TestPeople people;
    @Autowired private MockMvcTester mvc;
    @Autowired private JdbcTemplate jdbc;

    private TenantId tenant;
    private Caller caller;

    @BeforeEach
    void somebody() {
        tenant = fixture.tenant(1_000_000, null);
        caller = fixture.caller(tenant);
    }

    @Test
    void passesOverAnAgentThatIsDearerThanWhatIsLeft() {
        better(6 * CENT, 8 * CENT);
        fixture.budget(tenant, 13 * CENT);
        ask("'agent':'cheap'", 200);

        var message = ask("'capability':'code'", 200);

        assertThat(name(message)).isEqualTo("cheap");
        var decision = decision(message);
        assertThat(reasons(decision)).isEqualTo(Map.of("cheap", "chosen", "dear", "over_budget"));
        var dear = decision.at("/explanation/candidates/1");
        assertThat(dear.at("/figures/needed").asString()).isEqualTo("0.08");
        assertThat(dear.at("/figures/left").asString()).isEqualTo("0.07");
        assertThat(dear.at("/figures/currency").asString()).isEqualTo("USD");
        assertThat(dear.path("score").asDouble()).isPositive();
    }

    @Test
    void findsTheCheaperOneThoughNothingWasKnownOfTheBudget() {
        better(6 * CENT, 8 * CENT);
        ask("'agent':'cheap'", 200);
        fixture.budget(tenant, 13 * CENT);
        await().until(() -> committed() == 6 * CENT);

        var message = ask("'capability':'code'", 200);

        assertThat(name(message)).isEqualTo("cheap");
        assertThat(reasons(decision(message)))
                .isEqualTo(Map.of("cheap", "chosen", "dear", "over_budget"));
    }

    @Test
    void refusesForWantOfMoneyWhenTheBudgetCoversNobody() {
        better(6 * CENT, 8 * CENT);
        fixture.budget(tenant, 11 * CENT);
        ask("'agent':'cheap'", 200);

        for (var attempt = 0; attempt < 2; attempt++) {
            var refusal = ask("'capability':'code'", 402);

            assertThat(refusal.path("code").asString()).isEqualTo("budget_exhausted");
            assertThat(refusal.path("needed").asString()).isEqualTo("0.06");
            assertThat(refusal.path("left").asString()).isEqualTo("0.05");
        }
    }

    @Test
    void refusesTheDearOneToWhoNamesIt() {
        better(6 * CENT, 8 * CENT);
        fixture.budget(tenant, 13 * CENT);
        ask("'agent':'cheap'", 200);

        var refusal = ask("'agent':'dear'", 402);

        assertThat(refusal.path("code").asString()).isEqualTo("budget_exhausted");
        assertThat(refusal.path("needed").asString()).isEqualTo("0.08");
    }

    @Test
    void waitsForTheOneThatTheMoneyCovers() throws Exception {
        fixture.limited(
                tenant, "free", new AgentLimits(1, 1_000, Duration.ofSeconds(20), 0), "code");
        fixture.echo(tenant, "dear", 8 * CENT, "code");
        fixture.budget(tenant, CENT);
        ask("'agent':'dear'", 402);
        try (var _ = fixture.busy("free", tenant)) {
            var refusal = ask("'capability':'code'", 409);

            assertThat(refusal.path("code").asString()).isEqualTo("no_agent_fits");
            assertThat(refusal.path("candidates"))
                    .extracting(one -> one.path("reason").asString())
                    .containsExactly("over_budget", "at_capacity");
        }
    }

    @Test
    void saysInWordsThatAnAgentWasTooDear() {
        better(6 * CENT, 8 * CENT);
        fixture.budget(tenant, 13 * CENT);
        ask("'agent':'cheap'", 200);
        var page = "/decisions/" + ask("'capability':'code'", 200).path("decision_id").asString();

        assertThat(told(page, Locale.ENGLISH))
                .contains("It could have cost up to 0.08", ", and 0.07", "could be spent.");
        assertThat(told(page, Locale.of("es"))).contains("Podía costar hasta");
        assertThat(told(page, Locale.of("th"))).contains("อาจมีค่าใช้จ่ายถึง");
    }

    @Test
    void asksTheDatabaseNothingToKnow() {
        better(CENT / 2, 90 * CENT);
        fixture.budget(tenant, 80 * CENT);
        ask("'agent':'cheap'", 200);
        attempt();

        var statements = RecordedStatements.during(this::attempt);

        assertThat(statements).isEmpty();
        await().until(() -> fixture.allUsage(tenant).size() == 3);
        assertThat(fixture.allUsage(tenant))
                .allMatch(call -> call.costNanos() == CENT / 2);
    }

    /** Nobody has asked the dear one yet, which counts for more than what it costs. */
    private void better(long cheap, long dear) {
        fixture.echo(tenant, "cheap", cheap, "code");
        fixture.echo(tenant, "dear", dear, "code");
    }

    private void attempt() {
        var body = JsonMapper.shared().createObjectNode();
        body.putArray("messages").addObject().put("role", "user").put("content", "x");
        var question =
                new Question(
                        Ids.next(),
                        Entrance.RUN,
                        null,
                        "code",
                        Map.of(),
                        body,
                        Trace.start(),
                        Instant.now());
        desk.attempt(caller.actor(), question, 1, false, new Anything());
    }

    private String told(String page, Locale language) {
        var browser = new ConsoleBrowser(mvc);
        browser.signIn(
                people.person(tenant, Role.TENANT_ADMIN, language).email(), TestPeople.PASSWORD);
        return ConsoleBrowser.body(browser.open(page));
    }

    private long committed() {
        return Objects.requireNonNull(
                jdbc.queryForObject(
                        "SELECT SUM(committed_nanos) FROM budget_period WHERE tenant_id = ?",
                        Long.class,
                        (Object) Ids.bytes(tenant.value())));
    }

    private JsonNode ask(String how, int status) {
        var answer = caller.client().ask("{" + how + ",'input':'x'}");
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        return answer.json();
    }

    private static String name(JsonNode message) {
        return message.at("/agent/name").asString();
    }

    private JsonNode decision(JsonNode message) {
        return caller.client()
                .get("/api/v1/decisions/" + message.path("decision_id").asString())
                .json();
    }

    private static Map<String, String> reasons(JsonNode decision) {
        var reasons = new HashMap<String, String>();
        for (var candidate : decision.at("/explanation/candidates")) {
            reasons.put(candidate.path("name").asString(), candidate.path("reason").asString());
        }
        return reasons;
    }

    private static final class Anything implements AttemptEnd {

        @Override
        public boolean begin(Agent agent, Instant chosenAt, PreparedCall call) {
            return true;
        }

        @Override
        public @Nullable CommitRecord answered(Answer answer, Reply reply) {
            return null;
        }

        @Override
        public @Nullable CommitRecord failed(CallFailed failure, long costNanos) {
            return null;
        }
    }
}
