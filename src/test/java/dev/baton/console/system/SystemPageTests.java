package dev.baton.console.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.ConsoleBrowser;
import dev.baton.TestPeople;
import dev.baton.tenant.Role;
import dev.baton.tenant.TenantId;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

@Tag("database")
@SpringBootTest
@AutoConfigureMockMvc
class SystemPageTests {

    @Autowired MockMvcTester mvc;
    @Autowired TestPeople people;

    @Test
    void showsAnOperatorHowTheInstallationIs() {
        assertThat(browser(TenantId.PLATFORM, Role.PLATFORM_ADMIN).open("/system"))
                .hasStatusOk()
                .bodyText()
                .contains("id=\"dependency-database\"", "id=\"dependency-disk\"")
                .contains(":" + ProcessHandle.current().pid(), "this one")
                .contains("GLOBAL_RATE_LIMIT", "1000000")
                .contains("id=\"variable-SECRET_KEY\"");
    }

    @Test
    void tellsNoAddressWithAPassword() {
        var page =
                ConsoleBrowser.body(
                        browser(TenantId.PLATFORM, Role.PLATFORM_ADMIN).open("/system"));

        assertThat(page.substring(page.indexOf("id=\"variable-DATABASE_URL\"")))
                .contains("set, never shown");
        assertThat(page).doesNotContain("mysql://", "jdbc:");
    }

    @Test
    void isNoBusinessOfATenants() {
        assertThat(browser(people.tenant().id(), Role.TENANT_OWNER).open("/system")).hasStatus(403);
    }

    private ConsoleBrowser browser(TenantId tenant, Role role) {
        var browser = new ConsoleBrowser(mvc);
        browser.signIn(people.person(tenant, role).email(), TestPeople.PASSWORD);
        return browser;
    }
}
