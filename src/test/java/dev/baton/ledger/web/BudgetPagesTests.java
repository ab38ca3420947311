package dev.baton.ledger.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.ConsoleBrowser;
import dev.baton.TestPeople;
import dev.baton.identity.key.KeyFixture;
import dev.baton.ledger.LedgerFixture;
import dev.baton.ledger.UsageStatus;
import dev.baton.message.MessageFixture;
import dev.baton.message.MessageFixture.Caller;
import dev.baton.message.ServerTest;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Role;
import dev.baton.tenant.TenantId;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** The month's budget: what is spent and left of it, and how it is set. */
@Tag("database")
@ServerTest
class BudgetPagesTests {

    private static final char NO_BREAK_SPACE = '\u00a0';

    @Autowired private MockMvcTester mvc;
    @Autowired private TestPeople people;
    @Autowired private MessageFixture fixture;
    @Autowired private LedgerFixture ledger;
    @Autowired private KeyFixture keys;
    private Caller caller;
    private ConsoleBrowser owner;

    @BeforeEach
    void somebody() {
        caller = fixture.caller();
        owner = as(Role.TENANT_OWNER);
    }

    @Test
    void showsWhatIsSpentAlsoWithoutALimit() {
        spend(2 * LedgerFixture.UNIT + 500_000_000);

        assertThat(fact("Spent")).isEqualTo("2.50" + NO_BREAK_SPACE + "USD");
        assertThat(fact("Monthly limit")).isEqualTo("No limit");
    }

    @Test
    void setsTheLimitAndShowsWhatIsLeftOfIt() {
        owner.open("/budget");

        assertThat(owner.send("/budget", "monthlyLimit", "20.5")).hasRedirectedUrl("/budget");

        assertThat(owner.open("/budget")).bodyText().contains("The budget is saved.");
        assertThat(fact("Monthly limit")).isEqualTo("20.50" + NO_BREAK_SPACE + "USD");
        assertThat(fact("Left")).isEqualTo("20.50" + NO_BREAK_SPACE + "USD");
        var cost = caller.client().ask("{'agent':'assistant','input':'hello'}").json().at("/cost/amount");
        assertThat(fact("Spent")).isEqualTo(cost.asString() + NO_BREAK_SPACE + "USD");
        assertThat(amount("Spent").add(amount("Held for calls")).add(amount("Left")))
                .isEqualByComparingTo("20.5");
        assertThat(owner.open("/budget")).bodyText().contains("value=\"20.5");
        assertThat(owner.open("/stats")).bodyText().contains("20.50" + NO_BREAK_SPACE + "USD");
    }

    @Test
    void keepsATenantUnderWhatTheOperatorAllows() {
        var operator = new ConsoleBrowser(mvc);
        operator.signIn(
                people.person(TenantId.PLATFORM, Role.PLATFORM_ADMIN).email(), TestPeople.PASSWORD);
        var page = "/tenants/" + caller.tenant() + "/budget";
        operator.open(page);
        assertThat(operator.send(page, "monthlyLimit", "5")).hasRedirectedUrl(page);

        assertThat(owner.open("/budget"))
                .bodyText()
                .contains("The operator of the platform allows 5.00" + NO_BREAK_SPACE + "USD");
        owner.send("/budget", "monthlyLimit", "20");

        assertThat(fact("Monthly limit")).isEqualTo("5.00" + NO_BREAK_SPACE + "USD");
        assertThat(owner.open("/budget")).bodyText().contains("value=\"20", "own_limit&quot;:20.00}");
        assertThat(operator.open(page))
                .bodyText()
                .doesNotContain("/api/v1/budget")
                .contains("value=\"5", "The tenant itself has set 20.00" + NO_BREAK_SPACE + "USD");
    }

    @Test
    void isSetByProgramsUnderTheNameItIsReadBy() {
        var key = keys.key(caller.tenant(), Permission.USAGE_READ, Permission.BUDGET_WRITE);

        assertThat(put(key.token(), "{\"own_limit\": 20.5}"))
                .hasStatusOk()
                .bodyJson()
                .extractingPath("own_limit")
                .isEqualTo("20.50");
        assertThat(put(key.token(), "{\"own_limit\": null}"))
                .hasStatusOk()
                .bodyText()
                .doesNotContain("20.50");
    }

    private MvcTestResult put(String token, String body) {
        return mvc.put()
                .uri("/api/v1/budget")
                .header("Authorization", "Bearer " + token)
                .contentType(MediaType.APPLICATION_JSON)
                .content(body)
                .exchange();
    }

    @Test
    void takesEffectOnTheNextCall() {
        owner.open("/budget");
        owner.send("/budget", "monthlyLimit", "0");

        var refused = caller.client().ask("{'agent':'assistant','input':'hello'}");

        assertThat(refused.status()).isEqualTo(402);
        assertThat(owner.open("/budget")).bodyText().contains("Nothing is left this month.");

        owner.open("/budget");
        owner.send("/budget", "monthlyLimit", "");
        assertThat(fact("Monthly limit")).isEqualTo("No limit");
        assertThat(caller.client().ask("{'agent':'assistant','input':'hello'}").status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "much", "1.23456", "12345678901"})
    void refusesWhatIsNoLimitAtItsField(String limit) {
        owner.open("/budget");

        assertThat(owner.send("/budget", "monthlyLimit", limit))
                .hasStatus(422)
                .bodyText()
                .contains("id=\"monthlyLimit-error\"");

        assertThat(fact("Monthly limit")).isEqualTo("No limit");
    }

    @Test
    void writesMonthsAndMistakesInTheReadersLanguage() {
        var thai = Locale.of("th");
        var reader = new ConsoleBrowser(mvc);
        reader.signIn(
                people.person(caller.tenant(), Role.TENANT_OWNER, thai).email(),
                TestPeople.PASSWORD);
        var month = DateTimeFormatter.ofPattern("LLLL yyyy", thai).format(LocalDate.now(ZoneOffset.UTC));

        assertThat(reader.open("/budget")).bodyText().contains("งบประมาณเดือน" + month);
        assertThat(reader.send("/budget", "monthlyLimit", "1.23456"))
                .hasStatus(422)
                .bodyText()
                .contains("ทศนิยมไม่เกิน 4 ตำแหน่ง");
    }

    @Test
    void letsOthersLookOnly() {
        var admin = as(Role.TENANT_ADMIN);

        assertThat(admin.open("/budget"))
                .hasStatusOk()
                .bodyText()
                .contains("An owner of your tenant can set the limit.")
                .doesNotContain("name=\"monthlyLimit\"", "/api/v1/budget");
        assertThat(admin.send("/budget", "monthlyLimit", "1")).hasStatus(403);
        assertThat(fact("Monthly limit")).isEqualTo("No limit");
    }

    private void spend(long nanos) {
        ledger.record(
                List.of(
                        LedgerFixture.usage(
                                caller.tenant(), Instant.now(), nanos, UsageStatus.COMPLETED)));
    }

    private BigDecimal amount(String word) {
        return new BigDecimal(fact(word).replace(NO_BREAK_SPACE + "USD", ""));
    }

    /** What stands beside this word, with all its digits. */
    private String fact(String word) {
        var page = ConsoleBrowser.body(owner.open("/budget"));
        var fact =
                Pattern.compile(
                                "<dt>" + word + "</dt><dd>(?:<data[^>]*value=\"([^\"]*)\"|<span>([^<]*)<)")
                        .matcher(page);
        assertThat(fact.find()).as(word + " in " + page).isTrue();
        return fact.group(1) == null ? fact.group(2) : fact.group(1);
    }

    private ConsoleBrowser as(Role role) {
        var browser = new ConsoleBrowser(mvc);
        browser.signIn(people.person(caller.tenant(), role).email(), TestPeople.PASSWORD);
        return browser;
    }
}
