package dev.baton.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.ConsoleBrowser;
import dev.baton.CsvFile;
import dev.baton.RecordedStatements;
import dev.baton.TestPeople;
import dev.baton.tenant.Role;
import dev.baton.tenant.TenantDirectory;
import dev.baton.tenant.TenantId;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/** What is done to many rows of a list at once. */
@Tag("database")
@SpringBootTest
@AutoConfigureMockMvc
class BulkTests {

    @Autowired MockMvcTester mvc;
    @Autowired Possessions possessions;
    @Autowired TestPeople people;
    @Autowired TenantDirectory tenants;

    private Possessions.Owner owner;
    private ConsoleBrowser browser;

    @BeforeEach
    void signIn() {
        owner = possessions.owner(mvc);
        possessions.more(mvc, owner, 3);
        browser = browser(owner.person());
    }

    @Test
    void isDoneToTheRowsPickedAndLeadsBackToTheListAsItWas() {
        var agents = column("/agents.csv?sort=name", "agent_id");

        var answer =
                browser.send(
                        "/agents/bulk?sort=name&kind=echo",
                        "action", "disable",
                        "id", agents.get(0) + "," + agents.get(2));

        assertThat(answer).hasStatus(303).hasRedirectedUrl("/agents?sort=name&kind=echo");
        assertThat(browser.open("/agents?sort=name&kind=echo"))
                .bodyText()
                .contains("Agents disabled: 2.");
        assertThat(column("/agents.csv?sort=name", "enabled"))
                .containsExactly("false", "true", "false", "true");
    }

    @Test
    void isDoneToAllThatMatchOnceThatIsConfirmed() {
        var other = column("/agents.csv?sort=name", "agent_id").getFirst();
        browser.send("/agents/bulk", "action", "disable", "id", other);

        var question =
                browser.send("/agents/bulk?status=active", "action", "disable", "all", "true");

        assertThat(question).hasStatusOk().bodyText().contains("Disable agents: 3", "Disable (3)");
        assertThat(column("/agents.csv", "enabled")).containsOnlyOnce("false");
        var ids =
                ConsoleBrowser.body(question).replaceAll("(?s).*name=\"id\" value=\"([^\"]*)\".*", "$1");
        assertThat(ids.split(",")).hasSize(3).doesNotContain(other);

        browser.send(
                "/agents/bulk?status=active",
                "action", "disable", "id", ids, "confirmed", "true");

        assertThat(column("/agents.csv", "enabled")).containsOnly("false");
    }

    @Test
    void asksBeforeWhatCannotBeUndone() {
        var keys = column("/keys.csv?state=active", "key_id");
        // The one that furnishes the tenant is not among them.
        var picked = keys.stream().filter(id -> !id.equals(owner.id("key"))).limit(2).toList();

        var question =
                browser.send("/keys/bulk", "action", "revoke", "id", String.join(",", picked));

        assertThat(question)
                .hasStatusOk()
                .bodyText()
                .contains("Revoke API keys: 2", "Calls with them in the last 24 hours: ", "Key agent-");
        assertThat(column("/keys.csv?state=revoked", "key_id")).isEmpty();

        browser.send(
                "/keys/bulk",
                "action", "revoke", "id", String.join(",", picked), "confirmed", "true");

        assertThat(column("/keys.csv?state=revoked", "key_id"))
                .containsExactlyInAnyOrderElementsOf(picked);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "all=true&confirmed=true",
                "sort=name&%61ll=true&confirmed=true",
                "!all=true&!confirmed=true",
                "confirmed=true",
                "action=revoke",
                "id%5B0%5D=01980000-0000-7000-8000-000000000000"
            })
    void takesFromTheAddressNothingButTheListsFilter(String query) {
        var keys = column("/keys.csv?state=active", "key_id");

        assertThat(browser.send("/keys/bulk?" + query, "action", "revoke", "id", keys.getFirst()))
                .hasStatus(400);

        assertThat(column("/keys.csv?state=revoked", "key_id")).isEmpty();
    }

    @Test
    void goesOnAfterARowThatRefusesAndSaysWhichAndWhy() {
        var boss = owner.person().id().value().toString();
        var viewer = owner.id("account");

        browser.send(
                "/users/bulk", "action", "remove", "id", boss + "," + viewer, "confirmed", "true");

        assertThat(browser.open("/users"))
                .bodyText()
                .contains("Done: 1. Not done: 1.", "Ana tenant_owner", "This is the last owner.")
                .contains("name=\"id\" value=\"" + boss + "\"");
        assertThat(column("/users.csv", "account_id")).contains(boss).doesNotContain(viewer);
    }

    @Test
    void meansEverybodyElseByEverybody() {
        var question = browser.send("/users/bulk", "action", "remove", "all", "true");

        assertThat(question)
                .hasStatusOk()
                .bodyText()
                .contains("Remove users: 5")
                .doesNotContain(owner.person().id().value().toString());
    }

    @Test
    void meansByAllThatMatchNoneThatIsAsWantedAlready() {
        var agent = column("/agents.csv", "agent_id").getFirst();
        browser.send("/agents/bulk", "action", "disable", "id", agent);

        assertThat(browser.send("/agents/bulk", "action", "disable", "all", "true"))
                .bodyText()
                .contains("Disable agents: 3");
        assertThat(browser.send("/agents/bulk", "action", "enable", "all", "true"))
                .bodyText()
                .contains("Enable agents: 1");

        var operator = browser(people.person(TenantId.PLATFORM, Role.PLATFORM_ADMIN));
        var own = "/tenants/bulk?q=" + tenants.get(owner.tenant()).slug();
        assertThat(operator.send(own, "action", "suspend", "all", "true"))
                .bodyText()
                .contains("Suspend tenants: 1");
        assertThat(operator.send(own, "action", "resume", "all", "true")).hasStatus(303);
    }

    @Test
    void closesByAllTheAccountsThatAreOpen() {
        var operator = browser(people.person(TenantId.PLATFORM, Role.PLATFORM_ADMIN));
        var colleague = people.person(TenantId.PLATFORM, Role.PLATFORM_ADMIN);
        var them = "/users/bulk?q=" + colleague.email();

        assertThat(operator.send(them, "action", "reactivate", "all", "true")).hasStatus(303);
        assertThat(operator.send(them, "action", "deactivate", "all", "true"))
                .bodyText()
                .contains("Suspend accounts: 1");
        operator.send(
                "/users/bulk",
                "action", "deactivate", "id", colleague.id().value().toString(), "confirmed", "true");

        assertThat(operator.send(them, "action", "deactivate", "all", "true")).hasStatus(303);
        assertThat(operator.send(them, "action", "reactivate", "all", "true"))
                .bodyText()
                .contains("Restore accounts: 1");
    }

    @Test
    void pausesEndpointsAndSendsToThemAgain() {
        var endpoints = column("/webhooks.csv", "endpoint_id");
        var picked = String.join(",", endpoints.subList(0, 3));

        browser.send("/webhooks/bulk", "action", "pause", "id", picked);
        assertThat(column("/webhooks.csv?state=paused", "endpoint_id")).hasSize(3);

        browser.send("/webhooks/bulk", "action", "activate", "id", picked);
        assertThat(column("/webhooks.csv?state=paused", "endpoint_id")).isEmpty();
    }

    @Test
    void suspendsTenantsButNotThePlatform() {
        var operator = browser(people.person(TenantId.PLATFORM, Role.PLATFORM_ADMIN));
        var tenants = List.of(TenantId.PLATFORM.value().toString(), owner.id("tenant"));

        var statements =
                RecordedStatements.during(
                        () ->
                                assertThat(
                                                operator.send(
                                                        "/tenants/bulk",
                                                        "action", "suspend",
                                                        "id", String.join(",", tenants)))
                                        .bodyText()
                                        .contains("Users who lose access: "));
        assertThat(statements)
                .filteredOn(statement -> statement.sql().startsWith("SELECT COUNT(*) FROM membership"))
                .hasSize(1);

        operator.send(
                "/tenants/bulk",
                "action", "suspend", "id", String.join(",", tenants), "confirmed", "true");

        assertThat(operator.open("/tenants"))
                .bodyText()
                .contains("Done: 1. Not done: 1.", "cannot be suspended");
        operator.send("/tenants/bulk", "action", "resume", "id", owner.id("tenant"));
        assertThat(operator.open("/tenants")).bodyText().contains("Tenants resumed: 1.");
    }

    @Test
    void closesAccountsForOperatorsOnlyAndNotTheirOwn() {
        var viewer = owner.id("account");
        assertThat(
                        browser.send(
                                "/users/bulk",
                                "action", "deactivate", "id", viewer, "confirmed", "true"))
                .hasStatus(403);

        var boss = people.person(TenantId.PLATFORM, Role.PLATFORM_ADMIN);
        var operator = browser(boss);
        var own = boss.id().value().toString();
        var colleague =
                people.person(TenantId.PLATFORM, Role.PLATFORM_ADMIN).id().value().toString();
        operator.send(
                "/users/bulk",
                "action", "deactivate", "id", own + "," + colleague, "confirmed", "true");

        assertThat(operator.open("/users"))
                .bodyText()
                .contains("Done: 1. Not done: 1.", "This is your own account.");
        operator.send("/users/bulk", "action", "reactivate", "id", colleague);
        assertThat(operator.open("/users")).bodyText().contains("Accounts restored: 1.");
    }

    @Test
    void doesNothingWithoutARow() {
        assertThat(browser.send("/agents/bulk", "action", "disable")).hasStatus(303);
        assertThat(browser.open("/agents")).bodyText().contains("select at least one row");
    }

    @Test
    void refusesWhatTheListDoesNotOffer() {
        var agent = owner.id("agent");

        assertThat(browser.send("/agents/bulk", "action", "delete", "id", agent)).hasStatus(400);
        assertThat(browser.send("/agents/bulk", "action", "disable", "id", "nonsense"))
                .hasStatus(400);
        assertThat(column("/agents.csv", "enabled")).containsOnly("true");
    }

    @Test
    void isOfferedToWhoMayDoIt() {
        assertThat(browser.open("/agents")).bodyText().contains("action=\"/agents/bulk\"", "class=\"pick\"");

        assertThat(browser(people.person(owner.tenant(), Role.VIEWER)).open("/agents"))
                .bodyText()
                .doesNotContain("/agents/bulk")
                .doesNotContain("class=\"pick\"");
    }

    private List<String> column(String file, String name) {
        return CsvFile.of(browser.open(file)).column(name);
    }

    private ConsoleBrowser browser(TestPeople.Person person) {
        var browser = new ConsoleBrowser(mvc);
        browser.signIn(person.email(), TestPeople.PASSWORD);
        return browser;
    }
}
