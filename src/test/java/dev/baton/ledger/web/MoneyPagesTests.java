package dev.baton.ledger.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.ConsoleBrowser;
import dev.baton.TestPeople;
import dev.baton.ledger.LedgerFixture;
import dev.baton.ledger.UsageFilter;
import dev.baton.ledger.UsageLog;
import dev.baton.ledger.UsageStatus;
import dev.baton.tenant.Role;
import dev.baton.tenant.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** The pages about money and use arrive whole, also for a tenant that has used nothing. */
@SpringBootTest
@AutoConfigureMockMvc
@Tag("database")
class MoneyPagesTests {

    @Autowired MockMvcTester mvc;
    @Autowired TestPeople people;

    @Autowired LedgerFixture ledger;
    @Autowired UsageLog log;

    private TenantId tenant;
    private ConsoleBrowser browser;

    @BeforeEach
    void signIn() {
        tenant = people.tenant().id();
        browser = new ConsoleBrowser(mvc);
        browser.signIn(people.person(tenant, Role.TENANT_OWNER).email(), TestPeople.PASSWORD);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/dashboard",
                "/stats",
                "/stats?range=7d&by=account&measure=latency&compare=previous",
                "/stats?by=prompt",
                "/usage",
                "/usage?range=24h&status=not_completed",
                "/usage?from=2026-01-01&to=2026-01-31",
                "/usage?range=nonsense&agent=nobody&from=yesterday",
                "/budget"
            })
    void showsTheWholePage(String path) {
        var page = browser.open(path);

        assertThat(page).hasStatusOk();
        assertThat(ConsoleBrowser.body(page).strip()).endsWith("</html>");
    }

    @Test
    void leadsToTheDashboardAndTellsTheFirstSteps() {
        assertThat(ConsoleBrowser.body(browser.open("/dashboard")))
                .contains("nav-OVERVIEW", "class=\"checklist\"");
    }

    @Test
    void exportsEveryCallOfTheFilter() {
        use(2);

        var csv = browser.ask(
                        HttpMethod.GET,
                        "/usage.csv?range=24h",
                        Map.of("Accept", "*/*"),
                        Map.of());

        assertThat(csv).hasStatusOk().hasContentType("text/csv;charset=UTF-8");
        assertThat(ConsoleBrowser.body(csv).lines()).hasSize(3);
    }

    @Test
    void holdsNoConnectionWhileAnExportIsRead() {
        use(2);
        var now = Instant.now();
        var held = new ArrayList<Boolean>();

        log.forEach(
                tenant,
                UsageFilter.between(now.minus(Duration.ofHours(1)), now),
                _ -> held.add(TransactionSynchronizationManager.isActualTransactionActive()));

        assertThat(held).containsExactly(false, false);
    }

    private void use(int calls) {
        ledger.record(
                Stream.generate(
                                () ->
                                        LedgerFixture.usage(
                                                tenant,
                                                Instant.now().minusSeconds(5),
                                                1,
                                                UsageStatus.COMPLETED))
                        .limit(calls)
                        .toList());
    }
}
