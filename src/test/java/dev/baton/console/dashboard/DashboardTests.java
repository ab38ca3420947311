package dev.baton.console.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.ConsoleBrowser;
import dev.baton.RecordedStatements;
import dev.baton.TestPeople;
import dev.baton.ledger.LedgerFixture;
import dev.baton.ledger.UsageStatus;
import dev.baton.message.MessageFixture;
import dev.baton.message.MessageFixture.Caller;
import dev.baton.message.ServerTest;
import dev.baton.tenant.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/** The dashboard: what of the tenant's use it shows, and that its parts fail alone. */
@Tag("database")
@ServerTest
class DashboardTests {

    private static final String FAILED = "This part could not be loaded.";

    @Autowired MockMvcTester mvc;
    @Autowired TestPeople people;
    @Autowired MessageFixture fixture;
    @Autowired LedgerFixture ledger;

    private Caller caller;
    private ConsoleBrowser browser;

    @BeforeEach
    void signIn() {
        caller = fixture.caller();
        browser = new ConsoleBrowser(mvc);
        browser.signIn(
                people.person(caller.tenant(), Role.TENANT_ADMIN).email(), TestPeople.PASSWORD);
    }

    @Test
    void looksAsFarBackAsOneWants() {
        use(Duration.ofMinutes(5), 1);
        use(Duration.ofMinutes(40), 2);
        use(Duration.ofHours(2), 2);
        use(Duration.ofDays(5), 3);
        use(Duration.ofDays(20), 4);

        assertThat(calls("?range=15m")).isEqualTo("1");
        assertThat(calls("?range=1h")).isEqualTo("3");
        assertThat(calls("")).isEqualTo("5");
        assertThat(calls("?range=7d")).isEqualTo("8");
        assertThat(calls("?range=30d")).isEqualTo("12");
        assertThat(calls("?range=nonsense")).isEqualTo("5");
        assertThat(browser.open("/dashboard?range=7d"))
                .bodyText()
                .contains("/usage?range=7d&amp;status=failed", "href=\"/dashboard?range=30d\"");
    }

    @Test
    void showsOneAgentAlone() {
        caller.client().ask("{'agent':'echo','input':'hello'}");
        caller.client().ask("{'agent':'echo','input':'again'}");
        caller.client().ask("{'agent':'assistant','input':'hello'}");
        var echo = id(body(""), "echo");

        assertThat(calls("")).isEqualTo("3");
        assertThat(calls("?agent=" + echo)).isEqualTo("2");
        assertThat(calls("?agent=" + UUID.randomUUID())).isEqualTo("0");
        assertThat(body("?agent=" + echo)).contains("/usage?agent=" + echo + "&amp;range=24h");
    }

    @Test
    void comparesWithThePeriodBefore() {
        use(Duration.ofDays(1), 2);
        use(Duration.ofDays(10), 3);

        assertThat(body("?range=7d")).doesNotContain("before:", "ink-compared");
        assertThat(body("?range=7d&compare=previous")).contains("before: 3", "ink-compared");
        assertThat(body("?range=7d&compare=previous&measure=cost"))
                .contains("Cost over time", "ink-compared");
    }

    @Test
    void countsWhatWaits() {
        assertThat(value(body(""), "Waiting for an answer")).isEqualTo("0");
        assertThat(body("")).contains("href=\"/messages?status=queued\"");
    }

    @Test
    void staysWhenOneOfItsPartsCannotBeRead() {
        use(Duration.ofHours(1), 2);

        var withoutFailures = refusing("first_byte_us");
        assertThat(withoutFailures).contains(FAILED, "Calls over time", "Cost by agent");
        assertThat(value(withoutFailures, "Calls")).isEqualTo("2");

        var withoutQueue = refusing("FROM work_item");
        assertThat(value(withoutQueue, "Waiting for an answer")).isEqualTo("–");
        assertThat(withoutQueue).contains("Not loaded. Try again").doesNotContain(FAILED);

        var withoutSums = refusing("FROM usage_rollup");
        assertThat(withoutSums).contains(FAILED, "Latest failures", "None in this period.");
        assertThat(value(withoutSums, "Calls")).isEqualTo("–");
        assertThat(value(withoutSums, "Inactive agents")).isEqualTo("0");

        assertThat(body("")).doesNotContain(FAILED, "Not loaded");
    }

    private String refusing(String words) {
        var page = RecordedStatements.refusing(words, () -> browser.open("/dashboard"));
        assertThat(page).hasStatusOk();
        return ConsoleBrowser.body(page);
    }

    private String body(String query) {
        return ConsoleBrowser.body(browser.open("/dashboard" + query));
    }

    private String calls(String query) {
        return value(body(query), "Calls");
    }

    private static String value(String page, String label) {
        return found(
                page, "tile-label\">" + label + "</span>\\s*<span class=\"tile-value\">([^<]*)<");
    }

    private static String id(String page, String agent) {
        return found(page, "<option value=\"([^\"]+)\"[^>]*>" + agent + "</option>");
    }

    private static String found(String page, String pattern) {
        var match = Pattern.compile(pattern).matcher(page);
        assertThat(match.find()).as(pattern).isTrue();
        return match.group(1);
    }

    private void use(Duration ago, int calls) {
        var when = Instant.now().minus(ago);
        for (var call = 0; call < calls; call++) {
            ledger.record(
                    List.of(
                            LedgerFixture.usage(
                                    caller.tenant(), when, 1, UsageStatus.COMPLETED)));
        }
    }
}
