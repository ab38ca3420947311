package dev.baton.identity.web;

import static dev.baton.TestPeople.PASSWORD;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.ConsoleBrowser;
import dev.baton.TestPeople;
import dev.baton.tenant.Role;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/** One's own account. */
@Tag("database")
@SpringBootTest
@AutoConfigureMockMvc
class ProfilePageTests {

    private static final String NEXT = "eleven purple bicycles";

    private final MockMvcTester mvc;
    private final TestPeople people;
    private TestPeople.Person ana;
    private ConsoleBrowser browser;

    @Autowired
    ProfilePageTests(MockMvcTester mvc, TestPeople people) {
        this.mvc = mvc;
        this.people = people;
    }

    @BeforeEach
    void somebodyAtWork() {
        ana = people.person(people.tenant().id(), Role.VIEWER);
        browser = new ConsoleBrowser(mvc).with("User-Agent", "Mozilla/5.0 (X11; Linux) Firefox/1");
        browser.signIn(ana.email(), PASSWORD);
    }

    @Test
    void remembersHowOneWantsToBeSpokenTo() {
        browser.open("/profile/edit");
        assertThat(
                        browser.send(
                                "/profile",
                                "name",
                                "Ana López",
                                "language",
                                "es",
                                "theme",
                                "dark",
                                "zone",
                                "Asia/Bangkok",
                                "version",
                                "0"))
                .hasStatus(303);

        assertThat(browser.open("/profile"))
                .bodyText()
                .contains("Ana López", "lang=\"es\"", "data-bs-theme=\"dark\"", "Asia/Bangkok");
        assertThat(newBrowser(PASSWORD).open("/profile")).bodyText().contains("lang=\"es\"");
    }

    @Test
    void takesTheLanguageFromTheTopBarIntoTheAccount() {
        browser.send("/preferences/language", "value", "th", "back", "/profile");

        assertThat(newBrowser(PASSWORD).open("/profile")).bodyText().contains("lang=\"th\"");
    }

    @Test
    void changesThePasswordAndEndsAllOtherSessions() {
        var other = newBrowser(PASSWORD);
        var id = browser.cookie("baton_session");

        assertThat(browser.send("/profile/password", "current", PASSWORD, "password", NEXT))
                .hasStatus(303);

        assertThat(browser.cookie("baton_session")).isNotEqualTo(id);
        assertThat(browser.open("/profile")).hasStatusOk();
        assertThat(other.open("/profile")).hasStatus(302);
        assertThat(new ConsoleBrowser(mvc).signIn(ana.email(), PASSWORD)).hasStatus(401);
        assertThat(new ConsoleBrowser(mvc).signIn(ana.email(), NEXT)).hasStatus(303);
    }

    @Test
    void asksForTheCurrentPasswordAndAGoodNewOne() {
        assertThat(browser.send("/profile/password", "current", "wrong", "password", NEXT))
                .hasStatus(422)
                .bodyText()
                .contains("The current password is not right")
                .doesNotContain(NEXT);
        assertThat(browser.send("/profile/password", "current", PASSWORD, "password", "short"))
                .hasStatus(422)
                .bodyText()
                .contains("Use at least 12 characters");
        assertThat(browser.send("/profile/password", "current", "", "password", "")).hasStatus(422);
        assertThat(new ConsoleBrowser(mvc).signIn(ana.email(), PASSWORD)).hasStatus(303);
    }

    @Test
    void showsTheSessionsAndEndsTheOthers() {
        var other = newBrowser(PASSWORD);

        assertThat(browser.open("/profile"))
                .bodyText()
                .contains("Firefox · Linux", "This session", "Another session");
        browser.send("/profile/sessions/others/end");

        assertThat(other.open("/profile")).hasStatus(302);
        assertThat(browser.open("/profile")).bodyText().doesNotContain("Another session");
    }

    @Test
    void offersOnlyWhatTheRoleMayDo() {
        assertThat(browser.open("/profile"))
                .bodyText()
                .doesNotContain("href=\"/users\"", "href=\"/tenants\"");
    }

    private ConsoleBrowser newBrowser(String password) {
        var another = new ConsoleBrowser(mvc);
        another.signIn(ana.email(), password);
        return another;
    }
}
