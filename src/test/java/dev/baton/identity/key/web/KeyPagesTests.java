package dev.baton.identity.key.web;

import static dev.baton.TestPeople.PASSWORD;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.ConsoleBrowser;
import dev.baton.TestPeople;
import dev.baton.identity.key.ApiKeys;
import dev.baton.identity.key.KeyFixture;
import dev.baton.identity.key.NewKey;
import dev.baton.tenant.Role;
import dev.baton.tenant.TenantId;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** The pages about keys, as a browser without JavaScript sees them. */
@Tag("database")
@SpringBootTest
@AutoConfigureMockMvc
class KeyPagesTests {

    private static final Pattern TOKEN = Pattern.compile("eyJ[\\w-]+\\.[\\w-]+\\.[\\w-]+");

    @Autowired MockMvcTester mvc;
    @Autowired TestPeople people;
    @Autowired ApiKeys keys;

    private TenantId tenant;
    private ConsoleBrowser owner;

    @BeforeEach
    void signIn() {
        tenant = people.tenant().id();
        owner = browser(tenant, Role.TENANT_OWNER);
    }

    @Test
    void explainsTheEmptyList() {
        assertThat(owner.open("/keys"))
                .hasStatusOk()
                .bodyText()
                .contains("No API keys yet", "href=\"/keys/new\"");
        assertThat(owner.open("/keys?state=revoked")).bodyText().contains("Nothing matches");
    }

    @Test
    void offersEveryScopeTheViewerHasInPlainWords() {
        assertThat(owner.open("/keys/new"))
                .hasStatusOk()
                .bodyText()
                .contains("Send messages to agents", "value=\"webhooks:write\"", "90 days")
                .contains("-X POST", "http://localhost/api/v1/keys")
                .doesNotContain("value=\"tenants:write\"", "value=\"prompts:write\"");
    }

    @Test
    void showsANewKeyOnceAndHowToUseIt() {
        var made =
                owner.send(
                        "/keys",
                        "name",
                        "Web shop",
                        "scopes",
                        "messages:write,keys:read",
                        "lifetime",
                        "30",
                        "requestsPerMinute",
                        "");

        assertThat(made)
                .hasStatus(201)
                .hasHeader("Cache-Control", "no-cache, no-store, max-age=0, must-revalidate");
        var page = ConsoleBrowser.body(made);
        var token = token(page);
        assertThat(page)
                .contains("BATON_API_KEY=" + token, "curl http://localhost/api/v1/messages")
                .contains("hx-history=\"false\"");
        assertThat(mvc.get().uri("/api/v1/keys").header("Authorization", "Bearer " + token))
                .hasStatusOk();

        assertThat(owner.open("/keys"))
                .bodyText()
                .contains("Web shop", "eyJ", "messages:write", "Never used")
                .doesNotContain(token);
    }

    @Test
    void tellsWhatIsWrongAtTheField() {
        var refused = owner.send("/keys", "name", " ", "lifetime", "30");

        assertThat(refused)
                .hasStatus(422)
                .bodyText()
                .contains("id=\"name-error\"", "id=\"scopes-error\"");

        assertThat(owner.send("/keys", "name", "x", "scopes", "tenants:write", "lifetime", "30"))
                .hasStatus(422)
                .bodyText()
                .contains("Only keys of the platform may have this scope.");
        assertThat(owner.send("/keys", "name", "x", "scopes", "keys:read", "lifetime", "lots"))
                .hasStatus(422);
    }

    @Test
    void revokesAfterAsking() {
        var issued = issue(tenant);
        var page = "/keys/" + issued.key().id().value();
        assertThat(owner.open(page))
                .hasStatusOk()
                .bodyText()
                .contains("Revoke Shop?", "action=\"" + page + "/revocation\"")
                .doesNotContain(issued.token());

        assertThat(owner.send(page + "/revocation")).hasRedirectedUrl("/keys");

        assertThat(owner.open("/keys?state=revoked")).bodyText().contains("Shop");
        assertThat(owner.open(page))
                .bodyText()
                .contains("Revoked by")
                .doesNotContain("/revocation");
        assertThat(
                        mvc.get()
                                .uri("/api/v1/keys")
                                .header("Authorization", "Bearer " + issued.token()))
                .hasStatus(401);
    }

    @Test
    void rotatesWithGraceAndShowsTheNewKeyOnce() {
        var issued = issue(tenant);
        var page = "/keys/" + issued.key().id().value();
        assertThat(owner.open(page)).bodyText().contains("In 24 hours", page + "/rotation");

        var rotated = owner.send(page + "/rotation", "grace", "3600");

        assertThat(rotated).hasStatus(201).bodyText().contains("The old key works until");
        var young = token(ConsoleBrowser.body(rotated));
        assertThat(young).isNotEqualTo(issued.token());
        for (var each : new String[] {young, issued.token()}) {
            assertThat(mvc.get().uri("/api/v1/keys").header("Authorization", "Bearer " + each))
                    .hasStatusOk();
        }
        assertThat(owner.open(page))
                .bodyText()
                .contains("Ending", "Replaced by")
                .doesNotContain(young, "/rotation");
        assertThat(owner.send(page + "/rotation", "grace", "3600")).hasRedirectedUrl(page);
        assertThat(owner.open(page)).bodyText().contains("was rotated before");
    }

    @Test
    void asksBeforeItEndsAKeyAtOnce() {
        var issued = issue(tenant);
        var page = "/keys/" + issued.key().id().value();
        owner.open(page);

        assertThat(owner.send(page + "/rotation", "grace", "0"))
                .hasStatusOk()
                .bodyText()
                .contains("Calls with the old key in the last 24 hours: 0", "name=\"grace\" value=\"0\"");
        assertThat(owner.open(page))
                .bodyText()
                .contains("Calls with it in the last 24 hours: 0", page + "/rotation");

        assertThat(owner.send(page + "/rotation", "grace", "0", "confirmed", "true"))
                .hasStatus(201)
                .bodyText()
                .contains("The old key has ended");
    }

    @Test
    void findsKeysByPartOfTheirName() {
        issue(tenant);

        assertThat(owner.open("/keys?q=SHO")).bodyText().contains("type=\"search\"", "Shop");
        assertThat(owner.open("/keys?q=cellar"))
                .bodyText()
                .contains("Nothing matches", "/api/v1/keys?search=cellar");
    }

    @Test
    void rotatesOnlyWhatTheViewerMayDoThemselves() {
        var wish = new NewKey("Owners", Set.of("owners:write"), null, null);
        var mighty = keys.issue(tenant, wish, KeyFixture.owner(tenant)).key().id().value();
        var admin = browser(tenant, Role.TENANT_ADMIN);

        assertThat(admin.open("/keys/" + mighty)).bodyText().doesNotContain("/rotation");
        assertThat(admin.send("/keys/" + mighty + "/rotation"))
                .hasRedirectedUrl("/keys/" + mighty);
        assertThat(admin.open("/keys/" + mighty))
                .bodyText()
                .contains("You cannot give a scope that you do not have.");
    }

    @Test
    void hidesKeysOfOtherTenants() {
        var foreign = "/keys/" + issue(people.tenant().id()).key().id().value();

        assertThat(owner.open(foreign)).hasStatus(404);
        assertThat(owner.send(foreign + "/revocation")).hasStatus(404);
        assertThat(owner.send(foreign + "/rotation")).hasStatus(404);
    }

    @Test
    void auditorsLookButDoNotTouch() {
        var key = "/keys/" + issue(tenant).key().id().value();
        var auditor = browser(tenant, Role.AUDITOR);

        assertThat(auditor.open("/keys")).hasStatusOk().bodyText().doesNotContain("/keys/new");
        assertThat(auditor.open(key)).hasStatusOk().bodyText().doesNotContain("/revocation");
        assertThat(auditor.open("/keys/new")).hasStatus(403);
        assertThat(auditor.send(key + "/revocation")).hasStatus(403);
        assertThat(browser(tenant, Role.VIEWER).open("/keys")).hasStatus(403);
    }

    @Test
    void signingKeysAreForOperators() {
        assertThat(owner.open("/signing-keys")).hasStatus(403);
        assertThat(owner.send("/signing-keys")).hasStatus(403);

        var operator = browser(TenantId.PLATFORM, Role.PLATFORM_ADMIN);
        assertThat(operator.open("/signing-keys"))
                .hasStatusOk()
                .bodyText()
                .contains("Signing keys", "Rotate the signing key?");
        assertThat(operator.send("/signing-keys")).hasRedirectedUrl("/signing-keys");
        assertThat(operator.open("/signing-keys")).bodyText().contains("A new key signs from now");
    }

    @ParameterizedTest
    @CsvSource({
        "th, คีย์ API, ส่งข้อความถึงเอเจนต์",
        "es, Claves de API, Enviar mensajes a los agentes"
    })
    void speaksTheViewersLanguage(String language, String title, String scope) {
        var viewer = people.person(tenant, Role.TENANT_OWNER, Locale.of(language));
        var browser = new ConsoleBrowser(mvc);
        browser.signIn(viewer.email(), PASSWORD);

        assertThat(browser.open("/keys")).bodyText().contains(title);
        assertThat(browser.open("/keys/new")).bodyText().contains(scope);
    }

    private ConsoleBrowser browser(TenantId tenant, Role role) {
        var browser = new ConsoleBrowser(mvc);
        browser.signIn(people.person(tenant, role).email(), PASSWORD);
        return browser;
    }

    private dev.baton.identity.key.IssuedKey issue(TenantId tenant) {
        return keys.issue(
                tenant,
                new NewKey("Shop", Set.of("keys:read"), null, null),
                TestPeople.operator(tenant));
    }

    private static String token(String page) {
        var match = TOKEN.matcher(page);
        assertThat(match.find()).isTrue();
        return match.group();
    }
}
