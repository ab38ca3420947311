package dev.baton.ledger.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.ConsoleBrowser;
import dev.baton.TestPeople;
import dev.baton.tenant.Role;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/** The pages about money and use arrive whole, also for a tenant that has used nothing. */
@SpringBootTest
@AutoConfigureMockMvc
@Tag("database")
class MoneyPagesTests {

    @Autowired MockMvcTester mvc;
    @Autowired TestPeople people;

    private ConsoleBrowser browser;

    @BeforeEach
    void signIn() {
        var tenant = people.tenant();
        browser = new ConsoleBrowser(mvc);
        browser.signIn(people.person(tenant.id(), Role.TENANT_OWNER).email(), TestPeople.PASSWORD);
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
}
