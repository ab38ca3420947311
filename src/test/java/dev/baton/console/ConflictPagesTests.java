package dev.baton.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.ConsoleBrowser;
import dev.baton.TestPeople;
import dev.baton.tenant.Role;
import dev.baton.tenant.TenantDirectory;
import dev.baton.tenant.TenantId;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** Two people who change one thing at the same time, without scripts. */
@Tag("database")
@SpringBootTest
@AutoConfigureMockMvc
class ConflictPagesTests {

    @Autowired MockMvcTester mvc;
    @Autowired TestPeople people;
    @Autowired TenantDirectory tenants;

    private TenantId tenant;
    private TestPeople.Person first;
    private ConsoleBrowser early;
    private ConsoleBrowser late;

    @BeforeEach
    void twoPeopleOpenTheSameForm() {
        tenant = people.tenant().id();
        first = people.person(tenant, Role.TENANT_OWNER);
        early = signedIn(first);
        late = signedIn(people.person(tenant, Role.TENANT_OWNER));
        early.open("/settings");
        late.open("/settings");
    }

    @Test
    void whoeverIsLateSeesBothVersionsAndLosesNothing() {
        assertThat(save(early, "Early", "Asia/Bangkok", "0")).hasStatus(303);

        assertThat(save(late, "Late", "UTC", "0"))
                .hasStatus(409)
                .bodyText()
                .contains(
                        first.email() + " has saved this meanwhile",
                        "name=\"theirs\" id=\"theirs0\" value=\"name\"",
                        "Early",
                        "Asia/Bangkok",
                        "value=\"Late\"",
                        "name=\"version\" value=\"1\"")
                .doesNotContain("value=\"requestsPerMinute\"");
        assertThat(tenants.get(tenant).name()).isEqualTo("Early");
    }

    @Test
    void takesTheirsWhereTickedAndMineElsewhere() {
        save(early, "Early", "Asia/Bangkok", "0");
        save(late, "Late", "UTC", "0");

        assertThat(save(late, "Late", "UTC", "1", "theirs", "zone")).hasStatus(303);

        assertThat(tenants.get(tenant).name()).isEqualTo("Late");
        assertThat(tenants.get(tenant).zone().getId()).isEqualTo("Asia/Bangkok");
    }

    @Test
    void isToldAgainWhenSomebodyWasFasterOnceMore() {
        save(early, "Early", "UTC", "0");
        save(late, "Late", "UTC", "0");
        save(early, "Earlier", "UTC", "1");

        assertThat(save(late, "Late", "UTC", "1"))
                .hasStatus(409)
                .bodyText()
                .contains("Earlier", "name=\"version\" value=\"2\"");
    }

    @Test
    void aTemplateThatSomebodyElseHasRevisedKeepsWhatWasTyped() {
        var path = early.send("/prompts", template("greeting", "Hello", "0")).getResponse().getRedirectedUrl();
        assertThat(early.send(path, template("greeting", "Good day", "0"))).hasStatus(302);

        assertThat(late.send(path, template("greeting", "Good evening", "0")))
                .hasStatus(409)
                .bodyText()
                .contains("has saved this meanwhile", "Good day", ">Good evening</textarea>");
        assertThat(late.send(path, template("greeting", "Good evening", "1"))).hasStatus(302);
        assertThat(late.open(path)).bodyText().contains("Good evening");
    }

    @Test
    void ownChangesInAnotherWindowTakeNothingFromTheProfile() {
        var page = ConsoleBrowser.body(early.open("/profile/edit"));
        var version = page.replaceAll("(?s).*name=\"version\" value=\"(\\d+)\".*", "$1");
        early.send("/preferences/theme", "value", "dark", "back", "/profile");

        assertThat(profile("Ana Late", version))
                .hasStatus(409)
                .bodyText()
                .contains(first.email() + " has saved this meanwhile", "value=\"Ana Late\"")
                .contains("name=\"theirs\" id=\"theirs1\" value=\"theme\"");
    }

    private MvcTestResult profile(String name, String version) {
        return early.send(
                "/profile",
                "name", name,
                "language", "en",
                "theme", "light",
                "zone", "",
                "version", version);
    }

    @Test
    void asksForSecretsAgainThatNoPageRepeats() {
        var path = early.send("/agents", agent("Remote", "0")).getResponse().getHeader("Location");
        early.send(path, agent("Early", "0"));

        assertThat(late.send(path, agent("Late", "0")))
                .hasStatus(409)
                .bodyText()
                .contains("has saved this meanwhile", "Type the secrets in again")
                .doesNotContain("quite secret");
    }

    private static String[] agent(String description, String version) {
        return new String[] {
            "kind", "http",
            "name", "remote",
            "release", "1.0.0",
            "description", description,
            "http.url", "https://agent.example/run",
            "http.secretHeader", "X-Secret",
            "http.secret", "quite secret",
            "version", version
        };
    }

    private MvcTestResult save(
            ConsoleBrowser browser, String name, String zone, String version, String... more) {
        var fields =
                Stream.concat(
                        Stream.of(
                                "name", name, "language", "en", "zone", zone, "version", version),
                        Stream.of(more));
        return browser.send("/settings", fields.toArray(String[]::new));
    }

    private static String[] template(String name, String text, String version) {
        return Map.of(
                        "name", name,
                        "type", "CHAT",
                        "version", version,
                        "blocks[0].role", "SYSTEM",
                        "blocks[0].text", text)
                .entrySet()
                .stream()
                .flatMap(field -> Stream.of(field.getKey(), field.getValue()))
                .toArray(String[]::new);
    }

    private ConsoleBrowser signedIn(TestPeople.Person person) {
        var browser = new ConsoleBrowser(mvc);
        browser.signIn(person.email(), TestPeople.PASSWORD);
        return browser;
    }
}
