package dev.baton.identity.web;

import static dev.baton.TestPeople.PASSWORD;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.ConsoleBrowser;
import dev.baton.TestPeople;
import dev.baton.tenant.Role;
import dev.baton.tenant.Tenant;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** From the invitation of an owner to the new user at work. */
@Tag("database")
@SpringBootTest
@AutoConfigureMockMvc
class InvitationPageTests {

    private static final Pattern LINK =
            Pattern.compile("http://localhost(/invitations/[\\w-]{43})");

    private final MockMvcTester mvc;
    private final TestPeople people;
    private Tenant acme;
    private ConsoleBrowser owner;

    @Autowired
    InvitationPageTests(MockMvcTester mvc, TestPeople people) {
        this.mvc = mvc;
        this.people = people;
    }

    @BeforeEach
    void anOwnerAtWork() {
        acme = people.tenant();
        owner = new ConsoleBrowser(mvc);
        owner.signIn(people.person(acme.id(), Role.TENANT_OWNER).email(), PASSWORD);
    }

    @Test
    void leadsFromTheLinkToWork() {
        var email = "bo-" + TestPeople.unique() + "@example.org";
        owner.open("/users/new");
        var link = link(owner.send("/users/invitations", "email", email, "role", "EDITOR"));

        var bo = new ConsoleBrowser(mvc);
        assertThat(bo.open(link))
                .hasStatusOk()
                .bodyText()
                .contains(email, acme.name(), "autocomplete=\"new-password\"");
        assertThat(bo.send(link, "name", "Bo", "password", "short"))
                .hasStatus(422)
                .bodyText()
                .contains("Use at least 12 characters", "value=\"Bo\"")
                .doesNotContain("short\"");
        assertThat(bo.send(link, "name", "Bo", "password", PASSWORD))
                .hasStatus(303)
                .hasRedirectedUrl(link + "?made");
        assertThat(bo.open(link + "?made"))
                .bodyText()
                .contains("value=\"" + email + "\"", "Sign in to join");
        assertThat(bo.send("/login", "email", email, "password", PASSWORD, "back", link))
                .hasRedirectedUrl(link);
        assertThat(bo.open(link)).bodyText().contains("/acceptance\"");
        assertThat(bo.send(link + "/acceptance")).hasRedirectedUrl("/dashboard");

        assertThat(bo.open("/profile")).bodyText().contains(email, acme.name());
        assertThat(bo.open("/users")).hasStatus(403);
        assertThat(new ConsoleBrowser(mvc).open(link)).hasStatus(404);
        assertThat(owner.open("/users")).bodyText().contains(email);
    }

    @Test
    void asksWhoHasAnAccountToSignInFirst() {
        var cleo = people.person(people.tenant().id(), Role.VIEWER);
        owner.open("/users/new");
        var link = link(owner.send("/users/invitations", "email", cleo.email(), "role", "EDITOR"));

        var browser = new ConsoleBrowser(mvc);
        assertThat(browser.open(link + "?known")).bodyText().contains("Sign in to join");
        browser.signIn(cleo.email(), PASSWORD);
        assertThat(browser.open(link)).bodyText().contains("/acceptance\"");
        assertThat(browser.send(link + "/acceptance")).hasRedirectedUrl("/dashboard");
        assertThat(browser.open("/profile")).bodyText().contains(acme.name());
    }

    /** Whoever may invite could otherwise ask for any address whether it has an account. */
    @Test
    void answersTheSameWhetherOrNotTheAddressHasAnAccount() {
        var known = people.person(people.tenant().id(), Role.VIEWER).email();
        var unknown = "bo-" + TestPeople.unique() + "@example.org";

        assertThat(answers(known)).isEqualTo(answers(unknown));
    }

    /** All that somebody with a link sees without signing in. */
    private List<String> answers(String email) {
        owner.open("/users/new");
        var link = link(owner.send("/users/invitations", "email", email, "role", "EDITOR"));
        var visitor = new ConsoleBrowser(mvc);
        return Stream.of(
                        visitor.open(link),
                        visitor.open(link + "?known"),
                        visitor.send(link, "name", "", "password", PASSWORD),
                        visitor.send(link, "name", "Bo", "password", "short"),
                        visitor.send(link, "name", "Bo", "password", "a password of their own"),
                        visitor.open(link + "?made"),
                        visitor.open(link),
                        visitor.send(link + "/acceptance"))
                .map(answer -> withoutSecrets(answer, email, link))
                .toList();
    }

    private static String withoutSecrets(MvcTestResult answer, String email, String link) {
        var response = answer.getResponse();
        var all =
                response.getStatus()
                        + " "
                        + response.getRedirectedUrl()
                        + " "
                        + ConsoleBrowser.body(answer);
        return all.replace(email, "EMAIL")
                .replace(link, "LINK")
                .replaceAll("[0-9a-f]{32}", "TRACE")
                .replaceAll("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "ID")
                .replaceAll("bo-[0-9a-f]+@example.org|viewer-[0-9a-f]+@example.org", "EMAIL")
                .replaceAll("nonce=\"[^\"]+\"", "")
                .replaceAll("(name=\"_csrf\" value=\")[^\"]+", "$1")
                .replaceAll("(X-CSRF-TOKEN|X-XSRF-TOKEN)[^}]+", "$1")
                .replaceAll("datetime=\"[^\"]+\"[^<]*<", "TIME<");
    }

    @Test
    void isOfNoUseToSomebodyElse() {
        owner.open("/users/new");
        var email = "bo-" + TestPeople.unique() + "@example.org";
        var link = link(owner.send("/users/invitations", "email", email, "role", "EDITOR"));

        assertThat(owner.open(link)).bodyText().contains("signed in with another address");
        assertThat(owner.send(link + "/acceptance")).hasStatus(404);
        var visitor = new ConsoleBrowser(mvc);
        visitor.open("/login");
        assertThat(visitor.send(link + "/acceptance")).hasStatus(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/invitations/%20",
                "/invitations/null",
                "/invitations/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
            })
    void countsForNoOtherText(String path) {
        var visitor = new ConsoleBrowser(mvc);
        visitor.open("/login");

        assertThat(visitor.open(path)).hasStatus(404);
        assertThat(visitor.send(path, "name", "Mallory", "password", PASSWORD)).hasStatus(404);
        assertThat(visitor.send(path + "/acceptance")).hasStatus(404);
    }

    @Test
    void isShownOnceAndRenewedAndRevoked() {
        owner.open("/users/new");
        var email = "bo-" + TestPeople.unique() + "@example.org";
        var first = link(owner.send("/users/invitations", "email", email, "role", "VIEWER"));
        assertThat(owner.open("/users")).bodyText().doesNotContain(first);
        var id = idOf(owner.open("/users"));

        var second = link(owner.send("/users/invitations/" + id + "/renewal"));
        assertThat(new ConsoleBrowser(mvc).open(first)).hasStatus(404);
        assertThat(new ConsoleBrowser(mvc).open(second)).hasStatusOk();

        owner.send("/users/invitations/" + id + "/revocation");
        assertThat(new ConsoleBrowser(mvc).open(second)).hasStatus(404);
        assertThat(owner.open("/users")).bodyText().doesNotContain("invitation-" + id);
    }

    @Test
    void belongsToItsTenant() {
        owner.open("/users/new");
        owner.send("/users/invitations", "email", "bo@example.org", "role", "VIEWER");
        var id = idOf(owner.open("/users"));
        var foreign = new ConsoleBrowser(mvc);
        foreign.signIn(people.person(people.tenant().id(), Role.TENANT_OWNER).email(), PASSWORD);

        assertThat(foreign.send("/users/invitations/" + id + "/renewal")).hasStatus(404);
        assertThat(foreign.send("/users/invitations/" + id + "/revocation")).hasStatus(404);
    }

    private static String idOf(MvcTestResult users) {
        return find(Pattern.compile("id=\"invitation-([^\"]+)\""), users);
    }

    private static String link(MvcTestResult result) {
        return find(LINK, result);
    }

    private static String find(Pattern pattern, MvcTestResult result) {
        var body = ConsoleBrowser.body(result);
        var match = pattern.matcher(body);
        assertThat(match.find()).as("%s in %s", pattern, body).isTrue();
        return match.group(1);
    }
}
