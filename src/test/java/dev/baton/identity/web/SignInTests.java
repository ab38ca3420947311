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

/** Signing in and out, and what an end of the session does to a page. */
@Tag("database")
@SpringBootTest
@AutoConfigureMockMvc
class SignInTests {

    private final MockMvcTester mvc;
    private final TestPeople people;
    private final ConsoleBrowser browser;
    private TestPeople.Person ana;

    @Autowired
    SignInTests(MockMvcTester mvc, TestPeople people) {
        this.mvc = mvc;
        this.people = people;
        this.browser = new ConsoleBrowser(mvc);
    }

    @BeforeEach
    void somebody() {
        ana = people.person(people.tenant().id(), Role.EDITOR);
    }

    @Test
    void leadsVisitorsToTheSignInPageAndBack() {
        assertThat(browser.open("/profile?from=here"))
                .hasStatus(302)
                .hasRedirectedUrl("/login?back=%2Fprofile%3Ffrom%3Dhere");
        assertThat(browser.open("/login?back=%2Fprofile%3Ffrom%3Dhere"))
                .hasStatusOk()
                .bodyText()
                .contains("value=\"/profile?from=here\"");

        assertThat(
                        browser.send(
                                "/login",
                                "email",
                                "  " + ana.email().toUpperCase(),
                                "password",
                                PASSWORD,
                                "back",
                                "/profile?from=here"))
                .hasStatus(303)
                .hasRedirectedUrl("/profile?from=here");
        assertThat(browser.open("/profile")).hasStatusOk().bodyText().contains(ana.email());
    }

    @Test
    void leavesNoSessionWithVisitors() {
        browser.open("/login");

        assertThat(browser.cookie("baton_session")).isEmpty();
        assertThat(browser.cookie("baton_csrf")).isNotEmpty();
    }

    @Test
    void answersTheSameToAWrongPasswordAndToAnUnknownAddress() throws Exception {
        var wrong = browser.signIn(ana.email(), "not the password").getResponse();
        var unknown = browser.signIn("nobody@example.org", "not the password").getResponse();

        assertThat(wrong.getStatus()).isEqualTo(401);
        assertThat(unknown.getStatus()).isEqualTo(401);
        assertThat(withoutSecrets(wrong.getContentAsString(), ana.email()))
                .isEqualTo(withoutSecrets(unknown.getContentAsString(), "nobody@example.org"));
        assertThat(browser.open("/profile")).hasStatus(302);
    }

    @Test
    void neverSendsThePasswordBack() {
        assertThat(browser.signIn(ana.email(), "typed-in-haste"))
                .bodyText()
                .contains(ana.email())
                .doesNotContain("typed-in-haste");
    }

    @Test
    void startsANewSessionWhateverTheBrowserBroughtAlong() {
        var attacker = new ConsoleBrowser(mvc);
        attacker.signIn(people.person(ana.tenant(), Role.VIEWER).email(), PASSWORD);
        var fixed = attacker.cookie("baton_session");
        browser.plant("baton_session", fixed);

        browser.open("/invitations/none");
        browser.open("/profile");
        browser.send("/login", "email", ana.email(), "password", PASSWORD);

        assertThat(browser.cookie("baton_session")).isNotEmpty().isNotEqualTo(fixed);
        assertThat(attacker.open("/profile")).hasStatus(302);
    }

    @Test
    void refusesAFormWithoutTheToken() {
        browser.open("/login");
        browser.forgetToken();

        assertThat(browser.send("/login", "email", ana.email(), "password", PASSWORD))
                .hasStatus(302)
                .hasRedirectedUrl("/login?again");

        browser.signIn(ana.email(), PASSWORD);
        browser.forgetToken();
        assertThat(browser.send("/profile", "name", "Mallory")).hasStatus(403);
    }

    @Test
    void asksHtmxToLoadTheWholePageAgainWhenTheTokenIsOld() {
        browser.signIn(ana.email(), PASSWORD);
        browser.forgetToken();

        assertThat(browser.with("HX-Request", "true").send("/profile", "name", "Ana"))
                .hasStatus(403)
                .hasHeader("HX-Refresh", "true");
    }

    @Test
    void leadsHtmxToTheSignInPageInsteadOfSwappingItIn() {
        assertThat(
                        browser.with("HX-Request", "true")
                                .with("HX-Current-URL", "http://localhost/users?q=a")
                                .open("/users?q=ab"))
                .hasStatus(401)
                .hasHeader("HX-Redirect", "/login?back=%2Fusers%3Fq%3Da")
                .bodyText()
                .isEmpty();
    }

    @Test
    void saysThatTheSessionEnded() {
        browser.plant("baton_session", "bm90IGEgc2Vzc2lvbg==");

        assertThat(browser.open("/users")).hasRedirectedUrl("/login?ended&back=%2Fusers");
        assertThat(browser.open("/login?ended&back=%2Fusers"))
                .bodyText()
                .contains("Your session has ended");
    }

    @Test
    void signsOutForGood() {
        browser.signIn(ana.email(), PASSWORD);
        var old = browser.cookie("baton_session");

        assertThat(browser.open("/profile")).hasHeader("Cache-Control", noStore());
        assertThat(browser.send("/logout")).hasStatus(302).hasRedirectedUrl("/login?out");

        browser.plant("baton_session", old);
        assertThat(browser.open("/profile")).hasStatus(302);
    }

    @Test
    void doesNotSignOutByALink() {
        browser.signIn(ana.email(), PASSWORD);

        browser.open("/logout");

        assertThat(browser.open("/profile")).hasStatusOk();
    }

    @Test
    void returnsToNoOtherSite() {
        for (var elsewhere :
                new String[] {"//evil.example", "https://evil.example", "/\\evil.example", "x"}) {
            browser.open("/login");
            assertThat(
                            browser.send(
                                    "/login",
                                    "email",
                                    ana.email(),
                                    "password",
                                    PASSWORD,
                                    "back",
                                    elsewhere))
                    .hasRedirectedUrl("/");
            browser.open("/profile");
            browser.send("/logout");
        }
    }

    @Test
    void setsCookiesThatScriptsCannotReadAndOtherSitesCannotSend() {
        browser.open("/login");
        var result = browser.send("/login", "email", ana.email(), "password", PASSWORD);

        for (var name : new String[] {"baton_session", "baton_csrf"}) {
            var cookie = result.getResponse().getCookie(name);
            assertThat(cookie).isNotNull();
            assertThat(cookie.isHttpOnly()).isTrue();
            assertThat(cookie.getAttribute("SameSite")).isEqualTo("Lax");
        }
    }

    /** With the usual limits: ten wrong passwords from anywhere. */
    @Test
    void staysOpenToADeviceThatSignedInBeforeWhileStrangersGuess() {
        browser.signIn(ana.email(), PASSWORD);
        browser.send("/logout");
        var stranger = new ConsoleBrowser(mvc);
        for (var guess = 0; guess < 10; guess++) {
            assertThat(stranger.signIn(ana.email(), "guess number " + guess)).hasStatus(401);
        }

        var refusal = stranger.signIn(ana.email(), PASSWORD);
        assertThat(refusal)
                .hasStatus(429)
                .hasHeader("RateLimit-Policy", "\"account\";q=10;w=900")
                .bodyText()
                .contains("Too many attempts for this e-mail address.");
        assertThat(refusal.getResponse().getHeader("RateLimit")).startsWith("\"account\";r=0;t=");
        assertThat(browser.signIn(ana.email(), PASSWORD)).hasStatus(303);
        stranger.plant("baton_device", "v1:made-up");
        assertThat(stranger.signIn(ana.email(), PASSWORD)).hasStatus(429);
        stranger.plant("baton_device", browser.cookie("baton_session"));
        assertThat(stranger.signIn(ana.email(), PASSWORD)).hasStatus(429);
    }

    @Test
    void remembersTheDeviceForHalfAYearWhereNoScriptCanReadIt() {
        browser.open("/login");
        assertThat(browser.cookie("baton_device")).isEmpty();

        var answer = browser.send("/login", "email", ana.email(), "password", PASSWORD);

        var cookie = answer.getResponse().getCookie("baton_device");
        assertThat(cookie).isNotNull();
        assertThat(cookie.isHttpOnly()).isTrue();
        assertThat(cookie.getAttribute("SameSite")).isEqualTo("Lax");
        assertThat(cookie.getMaxAge()).isEqualTo(180 * 24 * 3600);
        assertThat(cookie.getValue()).doesNotContain(ana.email(), ana.id().toString());
    }

    private static String noStore() {
        return "no-cache, no-store, max-age=0, must-revalidate";
    }

    private static String withoutSecrets(String body, String email) {
        return body.replace(email, "EMAIL")
                .replaceAll("nonce=\"[^\"]+\"", "")
                .replaceAll("(name=\"_csrf\" value=\")[^\"]+", "$1")
                .replaceAll("(X-CSRF-TOKEN|X-XSRF-TOKEN)[^}]+", "$1");
    }
}
