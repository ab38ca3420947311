package dev.baton.console.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.ConsoleBrowser;
import dev.baton.TestPeople;
import dev.baton.tenant.Role;
import dev.baton.tenant.TenantId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/** The first steps of a new tenant can be put aside. */
@Tag("database")
@SpringBootTest
@AutoConfigureMockMvc
class FirstStepsTests {

    private static final String STEPS = "<h2>First steps</h2>";

    @Autowired MockMvcTester mvc;
    @Autowired TestPeople people;

    private TenantId tenant;
    private ConsoleBrowser owner;

    @BeforeEach
    void signIn() {
        tenant = people.tenant().id();
        owner = signedIn();
    }

    @Test
    void sayHowManyAreDone() {
        assertThat(owner.open("/dashboard")).bodyText().contains(STEPS, "of 6 done");
    }

    @Test
    void hideForWhoeverWantsThatUntilTheyAreWantedBack() {
        owner.open("/dashboard");
        assertThat(owner.send("/dashboard/first-steps/hiding")).hasStatus(302);

        assertThat(owner.open("/dashboard"))
                .bodyText()
                .contains("The first steps are hidden.", "data-undo", "Show first steps")
                .doesNotContain(STEPS);
        assertThat(owner.open("/dashboard")).bodyText().doesNotContain("data-undo", STEPS);
        assertThat(signedIn().open("/dashboard")).bodyText().contains(STEPS);

        assertThat(owner.send("/dashboard/first-steps/showing")).hasStatus(302);
        assertThat(owner.open("/dashboard")).bodyText().contains(STEPS);
    }

    private ConsoleBrowser signedIn() {
        var browser = new ConsoleBrowser(mvc);
        browser.signIn(people.person(tenant, Role.TENANT_OWNER).email(), TestPeople.PASSWORD);
        return browser;
    }
}
