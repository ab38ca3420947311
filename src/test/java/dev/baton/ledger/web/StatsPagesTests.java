package dev.baton.ledger.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.ConsoleBrowser;
import dev.baton.CsvFile;
import dev.baton.RecordedStatements;
import dev.baton.ScreenTable;
import dev.baton.TestPeople;
import dev.baton.ledger.LedgerFixture;
import dev.baton.ledger.UsageRecord;
import dev.baton.ledger.UsageStatus;
import dev.baton.message.MessageFixture;
import dev.baton.message.MessageFixture.Caller;
import dev.baton.message.ServerTest;
import dev.baton.model.TokenUsage;
import dev.baton.platform.Ids;
import dev.baton.tenant.Role;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/** The statistics on the screen and as CSV: the same parts with the same figures. */
@Tag("database")
@ServerTest
class StatsPagesTests {

    private static final String FAILED = "This part could not be loaded.";
    private static final char NO_BREAK_SPACE = '\u00a0';

    @Autowired private MockMvcTester mvc;
    @Autowired private TestPeople people;
    @Autowired private MessageFixture fixture;
    @Autowired private LedgerFixture ledger;
    private Caller caller;
    private ConsoleBrowser auditor;

    @BeforeEach
    void somebody() {
        caller = fixture.caller();
        auditor = new ConsoleBrowser(mvc);
        auditor.signIn(
                people.person(caller.tenant(), Role.AUDITOR).email(), TestPeople.PASSWORD);
    }

    @Test
    void showsRealCallsWithTheirFigures() {
        var answer = caller.client().ask("{'agent':'assistant','input':'hello'}").json();
        caller.client().ask("{'agent':'echo','input':'hello'}");
        caller.client().ask("{'agent':'echo','input':'again'}");

        var table = ScreenTable.of(auditor.open("/stats"));

        assertThat(table.column("")).containsExactly("assistant", "echo");
        assertThat(table.column("Calls")).containsExactly("1", "2");
        assertThat(table.rows().getFirst())
                .containsEntry("Not completed", "0")
                .containsEntry("Tokens in", answer.at("/usage/input_tokens").asString())
                .containsEntry("Cost", answer.at("/cost/amount").asString() + NO_BREAK_SPACE + "USD");
        assertThat(ScreenTable.of(auditor.open("/stats?by=key")).rows())
                .singleElement()
                .satisfies(row -> assertThat(row).containsEntry("", "Web shop"));
    }

    @Test
    void narrowsWhatItSums() {
        use(
                call(3, UsageStatus.COMPLETED),
                call(2, UsageStatus.FAILED),
                call(1, UsageStatus.COMPLETED));

        assertThat(costs("")).containsExactly("3.00", "2.00", "1.00");
        assertThat(costs("?status=completed")).containsExactly("3.00", "1.00");
        assertThat(costs("?status=not_completed")).containsExactly("2.00");
        assertThat(costs("?model=another")).isEmpty();
        assertThat(costs("?from=2026-01-01&to=2026-01-02")).isEmpty();
        assertThat(auditor.open("/stats?model=another")).bodyText().contains("Nothing matches");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "?range=24h",
                "?range=24h&by=key",
                "?range=24h&by=account&measure=requests",
                "?range=24h&by=prompt&measure=latency",
                "?range=24h&by=model&status=completed",
                "?range=24h&by=status&measure=errors"
            })
    void exportsTheTableOfTheScreenWithItsTotal(String query) {
        ledger.record(
                LedgerFixture.random(
                        caller.tenant(), Instant.now(), Duration.ofHours(20), 60, new Random(7)));

        var screen = ScreenTable.of(auditor.open("/stats" + query));
        var csv = export("/stats.csv" + query);

        var parts = csv.rows().subList(0, csv.rows().size() - 1);
        assertThat(screen.rows()).isNotEmpty();
        assertThat(parts.stream().map(row -> row.get("name")))
                .containsExactlyElementsOf(screen.column(""));
        assertThat(parts.stream().map(row -> row.get("calls")))
                .containsExactlyElementsOf(screen.column("Calls"));
        assertThat(parts.stream().map(row -> row.get("not_completed")))
                .containsExactlyElementsOf(screen.column("Not completed"));
        assertThat(parts.stream().map(row -> row.get("cost") + NO_BREAK_SPACE + "USD"))
                .containsExactlyElementsOf(screen.column("Cost"));
        assertThat(parts.stream().map(row -> row.get("tokens_in")))
                .containsExactlyElementsOf(
                        screen.column("Tokens in").stream()
                                .map(text -> text.replace(",", ""))
                                .toList());
        assertThat(csv.rows().getLast())
                .containsEntry("name", "total")
                .containsEntry("cost", plain(sum(parts, "cost")))
                .containsEntry("calls", sum(parts, "calls").toPlainString())
                .containsEntry("tokens_out", sum(parts, "tokens_out").toPlainString());
    }

    @Test
    void offersItsTableForExcelToo() {
        use(call(3, UsageStatus.COMPLETED));

        assertThat(auditor.open("/stats?by=key"))
                .bodyText()
                .contains("href=\"/stats.csv?range=24h&amp;by=key\"")
                .contains("href=\"/stats.csv?range=24h&amp;by=key&amp;bom=true\"");
    }

    @Test
    void exportsAlsoWhatThePageSumsUpAsOthers() {
        use(Stream.generate(() -> call(1, UsageStatus.COMPLETED)).limit(52).toArray(UsageRecord[]::new));

        var screen = ScreenTable.of(auditor.open("/stats"));
        var csv = export("/stats.csv");

        assertThat(screen.rows()).hasSize(50);
        assertThat(screen.rows().getLast())
                .containsEntry("", "All others")
                .containsEntry("Calls", "3");
        assertThat(csv.rows()).hasSize(53);
        assertThat(csv.rows().getLast()).containsEntry("cost", "52.00");
    }

    @Test
    void staysWhenOneOfItsPartsCannotBeRead() {
        use(call(3, UsageStatus.COMPLETED));

        var page = RecordedStatements.refusing("FROM budget", () -> auditor.open("/stats"));

        assertThat(page).hasStatusOk().bodyText().contains(FAILED, ">Try again</a>");
        assertThat(ScreenTable.of(page).column("Cost")).hasSize(1);
        assertThat(auditor.open("/stats")).bodyText().doesNotContain(FAILED);

        var withoutTiles =
                RecordedStatements.refusing("latency_bucket", () -> auditor.open("/stats?by=key"));

        assertThat(withoutTiles)
                .hasStatusOk()
                .bodyText()
                .contains(FAILED, "href=\"/stats?by=key\"", "id=\"filters\"", "No limit");
    }

    private List<String> costs(String query) {
        return ScreenTable.of(auditor.open("/stats" + query)).column("Cost").stream()
                .map(cost -> cost.replace(NO_BREAK_SPACE + "USD", ""))
                .toList();
    }

    private void use(UsageRecord... calls) {
        ledger.record(List.of(calls));
    }

    /** A call of an agent of its own, a moment ago. */
    private UsageRecord call(long units, UsageStatus status) {
        return LedgerFixture.usage(
                LedgerFixture.call(caller.tenant(), Ids.next(), null, null, null, "demo"),
                Instant.now().minusSeconds(5),
                new TokenUsage(10, 0, 5, false),
                units * LedgerFixture.UNIT,
                120_000,
                status);
    }

    private CsvFile export(String path) {
        return CsvFile.of(
                auditor.ask(HttpMethod.GET, path, Map.of("Accept", "*/*"), Map.of()));
    }

    private static BigDecimal sum(List<Map<String, String>> rows, String column) {
        return rows.stream()
                .map(row -> new BigDecimal(row.get(column)))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static String plain(BigDecimal amount) {
        var plain = amount.stripTrailingZeros();
        return (plain.scale() < 2 ? plain.setScale(2) : plain).toPlainString();
    }
}
