package dev.baton.ledger.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.ConsoleBrowser;
import dev.baton.CsvFile;
import dev.baton.ScreenTable;
import dev.baton.TestPeople;
import dev.baton.identity.key.ApiKeys;
import dev.baton.identity.key.IssuedKey;
import dev.baton.identity.key.KeyFixture;
import dev.baton.identity.key.NewKey;
import dev.baton.ledger.LedgerFixture;
import dev.baton.ledger.UsageStatus;
import dev.baton.message.BatonClient;
import dev.baton.message.MessageFixture;
import dev.baton.message.MessageFixture.Caller;
import dev.baton.message.ServerTest;
import dev.baton.model.TokenUsage;
import dev.baton.platform.Ids;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Role;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** The log of calls on the screen and as CSV: the same calls with the same figures. */
@Tag("database")
@ServerTest
class UsagePagesTests {

    private static final String KEY = "=HYPERLINK(\"http://evil.example\", \"กุญแจ\")";
    private static final char NO_BREAK_SPACE = '\u00a0';

    @Autowired private MockMvcTester mvc;
    @Autowired private TestPeople people;
    @Autowired private ApiKeys keys;
    @Autowired private MessageFixture fixture;
    @Autowired private LedgerFixture ledger;
    private Caller caller;
    private TestPeople.Person person;
    private ConsoleBrowser admin;

    @BeforeEach
    void somebody() {
        caller = fixture.caller();
        person = people.person(caller.tenant(), Role.TENANT_ADMIN);
        admin = new ConsoleBrowser(mvc);
        admin.signIn(person.email(), TestPeople.PASSWORD);
    }

    @Test
    void showsRealCallsWithTheirFigures() {
        var answer = caller.client().ask("{'agent':'assistant','input':'hello'}").json();
        tryFromTheConsole("echo");

        var table = ScreenTable.of(admin.open("/usage"));

        assertThat(table.column("Agent")).containsExactly("echo", "assistant");
        assertThat(table.column("Caller")).containsExactly("Ana tenant_admin", "Web shop");
        assertThat(table.column("Status")).containsExactly("Completed", "Completed");
        assertThat(table.rows().getLast())
                .containsEntry("Model", "demo")
                .containsEntry("Tokens in", answer.at("/usage/input_tokens").asString())
                .containsEntry("Tokens out", answer.at("/usage/output_tokens").asString())
                .containsEntry("Cost", answer.at("/cost/amount").asString() + NO_BREAK_SPACE + "USD");
    }

    @Test
    void narrowsTheScreenAndTheExportAlike() {
        caller.client().ask("{'agent':'assistant','input':'hello'}");
        caller.client().ask("{'agent':'echo','input':'hello'}");
        tryFromTheConsole("echo");
        fixture.remote(caller.tenant(), "nobody", "http://127.0.0.1:1025/v1", MessageFixture.HASTY);
        caller.client().ask("{'agent':'nobody','input':'hello'}");

        shows("", "nobody", "echo", "echo", "assistant");
        shows("?range=1h", "nobody", "echo", "echo", "assistant");
        shows("?from=2026-01-01&to=2026-01-02");
        shows("?agent=" + fixture.agent(caller.tenant(), "echo"), "echo", "echo");
        shows("?status=failed", "nobody");
        shows("?status=completed&key=" + caller.key(), "echo", "assistant");
        shows("?key=none", "echo");
        shows("?account=" + person.id().value(), "echo");
        shows("?model=demo", "assistant");
        shows("?prompt=none&status=completed", "echo", "echo", "assistant");
    }

    @Test
    void exportsTheNamesThatTheScreenShowsBesideTheIds() {
        var key = key();
        new BatonClient(fixture.port(), key.token()).ask("{'agent':'echo','input':'hello'}");
        tryFromTheConsole("echo");

        var csv = export("/usage.csv", admin);
        var screen = ScreenTable.of(admin.open("/usage"));

        assertThat(screen.column("Caller")).containsExactly("Ana tenant_admin", KEY);
        assertThat(csv.column("key")).containsExactly("", "'" + KEY);
        assertThat(csv.column("key_id")).containsExactly("", key.key().id().value().toString());
        assertThat(csv.column("account")).containsExactly("Ana tenant_admin", "");
        assertThat(csv.column("account_id")).containsExactly(person.id().value().toString(), "");
    }

    @Test
    void exportsFiguresForProgramsWhateverTheReadersLanguage() {
        var ended = Instant.now().minusSeconds(5);
        record(ended, null, 1_234_567_890_123L, 1_234_567, UsageStatus.COMPLETED);
        record(ended.minusSeconds(1), null, 15, 7, UsageStatus.CANCELLED);
        record(ended.minusSeconds(2), UUID.randomUUID(), 0, 7, UsageStatus.COMPLETED);
        var spanish = people.person(caller.tenant(), Role.AUDITOR, Locale.of("es"));
        var reader = new ConsoleBrowser(mvc);
        reader.signIn(spanish.email(), TestPeople.PASSWORD);

        var csv = export("/usage.csv", reader);
        var screen = ScreenTable.of(reader.open("/usage"));

        assertThat(screen.column("Coste"))
                .containsExactly(
                        "1.234,567890123" + NO_BREAK_SPACE + "USD",
                        "0,000000015" + NO_BREAK_SPACE + "USD",
                        "0,00" + NO_BREAK_SPACE + "USD");
        assertThat(csv.column("cost")).containsExactly("1234.567890123", "0.000000015", "0.00");
        assertThat(csv.column("tokens_in")).containsExactly("1234567", "7", "7");
        assertThat(csv.column("currency")).containsOnly("USD");
        assertThat(csv.column("status")).containsExactly("completed", "cancelled", "completed");
        assertThat(csv.column("ended_at"))
                .allSatisfy(time -> assertThat(Instant.parse(time)).isBefore(Instant.now()))
                .isEqualTo(screen.column(""));
        assertThat(csv.column("latency_ms")).containsOnly("120");
        assertThat(csv.column("prompt_version_id").getLast()).hasSize(36);
    }

    @Test
    void tellsProgramsWhichTimesThereAre() {
        var reading = new NewKey("Books", Set.of(Permission.USAGE_READ.wire()), null, null);
        var key = keys.issue(caller.tenant(), reading, KeyFixture.owner(caller.tenant()));
        var books = new BatonClient(fixture.port(), key.token());

        for (var path : List.of("/api/v1/usage", "/api/v1/usage/summary")) {
            for (var time : List.of("%2B1000000000-01-01T00:00:00Z", "1969-12-31T23:59:59Z")) {
                for (var field : List.of("from", "to")) {
                    var refusal = books.get(path + "?" + field + "=" + time);

                    assertThat(refusal.status()).as(path + time).isEqualTo(400);
                    assertThat(refusal.json().at("/errors/0/field").asString()).isEqualTo(field);
                }
            }
            var all = "?from=1970-01-01T00:00:00Z&to=9999-12-31T23:45:00Z";
            assertThat(books.get(path + all).status()).isEqualTo(200);
            assertThat(books.get(path + "?to=1970-01-01T00:00:00Z").status()).isEqualTo(200);
        }
    }

    @Test
    void leavesTheExportToThoseWhoMayExport() {
        caller.client().ask("{'agent':'echo','input':'hello'}");
        var viewer = new ConsoleBrowser(mvc);
        viewer.signIn(
                people.person(caller.tenant(), Role.VIEWER).email(), TestPeople.PASSWORD);

        assertThat(viewer.open("/usage")).hasStatusOk().bodyText().doesNotContain("/usage.csv");
        assertThat(ask("/usage.csv", viewer)).hasStatus(403);
        assertThat(admin.open("/usage?status=completed"))
                .bodyText()
                .contains("/usage.csv?range=24h&amp;status=completed");
    }

    /** Calls of exactly these agents, on the screen and in the file, row by row. */
    private void shows(String query, String... agents) {
        var screen = ScreenTable.of(admin.open("/usage" + query));
        var csv = export("/usage.csv" + query, admin);

        assertThat(screen.column("Agent")).as(query).containsExactly(agents);
        assertThat(csv.column("agent")).as(query).containsExactly(agents);
        assertThat(csv.column("ended_at")).as(query).isEqualTo(screen.column(""));
        assertThat(csv.column("model")).as(query).isEqualTo(screen.column("Model"));
        assertThat(csv.column("tokens_in")).as(query).isEqualTo(screen.column("Tokens in"));
        assertThat(csv.column("tokens_out")).as(query).isEqualTo(screen.column("Tokens out"));
        assertThat(csv.rows().stream().map(row -> row.get("cost") + NO_BREAK_SPACE + "USD"))
                .as(query)
                .containsExactlyElementsOf(screen.column("Cost"));
        assertThat(csv.rows().stream().map(row -> row.get("key") + row.get("account")))
                .as(query)
                .containsExactlyElementsOf(screen.column("Caller"));
    }

    private void record(
            Instant ended, UUID prompt, long cost, int tokensIn, UsageStatus status) {
        ledger.record(
                List.of(
                        LedgerFixture.usage(
                                LedgerFixture.call(
                                        caller.tenant(), Ids.next(), null, null, prompt, "demo"),
                                ended,
                                new TokenUsage(tokensIn, 0, 5, false),
                                cost,
                                120_000,
                                status)));
    }

    private IssuedKey key() {
        return keys.issue(
                caller.tenant(),
                new NewKey(KEY, Set.of(Permission.MESSAGES_WRITE.wire()), null, null),
                KeyFixture.owner(caller.tenant()));
    }

    private void tryFromTheConsole(String agent) {
        var path = "/agents/" + fixture.agent(caller.tenant(), agent) + "/trial";
        assertThat(
                        admin.ask(
                                HttpMethod.POST,
                                path,
                                Map.of("Accept", "text/html"),
                                Map.of("input", "hello")))
                .hasStatusOk();
    }

    private static CsvFile export(String path, ConsoleBrowser as) {
        return CsvFile.of(ask(path, as));
    }

    private static MvcTestResult ask(String path, ConsoleBrowser as) {
        return as.ask(HttpMethod.GET, path, Map.of("Accept", "*/*"), Map.of());
    }
}
