package dev.baton.identity.web;

import static dev.baton.TestPeople.PASSWORD;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.ConsoleBrowser;
import dev.baton.TestPeople;
import dev.baton.identity.key.ApiKeyId;
import dev.baton.identity.key.ApiKeys;
import dev.baton.identity.key.KeyState;
import dev.baton.identity.key.NewKey;
import dev.baton.platform.Ids;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Role;
import dev.baton.tenant.Tenant;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The list of users, and what may be done there. */
@Tag("database")
@SpringBootTest
@AutoConfigureMockMvc
class UsersPageTests {

    private final MockMvcTester mvc;
    private final TestPeople people;
    private final ApiKeys keys;
    private final JdbcClient jdbc;
    private Tenant acme;
    private TestPeople.Person ana;
    private ConsoleBrowser owner;

    @Autowired
    UsersPageTests(MockMvcTester mvc, TestPeople people, ApiKeys keys, JdbcClient jdbc) {
        this.mvc = mvc;
        this.people = people;
        this.keys = keys;
        this.jdbc = jdbc;
    }

    @BeforeEach
    void anOwnerAtWork() {
        acme = people.tenant();
        ana = people.person(acme.id(), Role.TENANT_OWNER);
        owner = browser(ana);
    }

    @Test
    void listsThePeopleOfThisTenantOnly() {
        var viewer = people.person(acme.id(), Role.VIEWER);
        var foreign = people.person(people.tenant().id(), Role.VIEWER);

        assertThat(owner.open("/users"))
                .hasStatusOk()
                .bodyText()
                .contains("user-" + ana.id(), "user-" + viewer.id())
                .doesNotContain(foreign.email());
        assertThat(owner.open("/users/" + foreign.id())).hasStatus(404);
        assertThat(owner.send("/users/" + foreign.id() + "/role", "role", "VIEWER")).hasStatus(404);
        assertThat(owner.send("/users/" + foreign.id() + "/removal")).hasStatus(404);
    }

    @Test
    void filtersByNameAndRole() {
        var viewer = people.person(acme.id(), Role.VIEWER);

        assertThat(owner.open("/users?role=VIEWER"))
                .bodyText()
                .contains("user-" + viewer.id())
                .doesNotContain("user-" + ana.id());
        assertThat(owner.open("/users?q=" + ana.email()))
                .bodyText()
                .contains("user-" + ana.id())
                .doesNotContain("user-" + viewer.id());
        assertThat(owner.open("/users?q=100%25_")).hasStatusOk().bodyText().contains("Nothing");
    }

    @Test
    void changesARoleFromTheNextRequestOn() {
        var editor = people.person(acme.id(), Role.EDITOR);
        var browser = browser(editor);
        assertThat(browser.open("/users")).hasStatus(403);

        assertThat(owner.send("/users/" + editor.id() + "/role", "role", "AUDITOR")).hasStatus(303);

        assertThat(browser.open("/users")).hasStatusOk();
    }

    @Test
    void removesSomebodyFromTheNextRequestOn() {
        var editor = people.person(acme.id(), Role.EDITOR);
        var browser = browser(editor);

        assertThat(owner.open("/users/" + editor.id()))
                .bodyText()
                .contains("Valid API keys made by this person: 0.")
                .doesNotContain("name=\"keys\"");
        owner.send("/users/" + editor.id() + "/removal");

        assertThat(browser.open("/profile")).hasStatus(302).hasRedirectedUrl("/no-tenant");
        assertThat(browser.open("/no-tenant")).hasStatusOk().bodyText().contains(editor.email());
    }

    @Test
    void revokesTheKeysOfWhoeverIsRemovedWhenAsked() {
        var admin = people.person(acme.id(), Role.TENANT_ADMIN);
        var theirs = key(admin, Permission.AGENTS_READ);
        var anas = key(ana, Permission.AGENTS_READ);

        assertThat(owner.open("/users/" + admin.id()))
                .bodyText()
                .contains("Valid API keys made by this person: 1.", "Revoke these API keys too");
        owner.send("/users/" + admin.id() + "/removal", "keys", "true");

        assertThat(owner.open("/users")).bodyText().contains("API keys revoked: 1.");
        assertThat(stateOf(theirs)).isEqualTo(KeyState.REVOKED);
        assertThat(stateOf(anas)).isEqualTo(KeyState.ACTIVE);
        assertThat(revocationsTold(theirs)).isOne();
    }

    @Test
    void leavesWhatAKeyNamedLikeWhoeverIsRemovedMade() {
        var admin = people.person(acme.id(), Role.TENANT_ADMIN);
        var scopes = Set.of(Permission.KEYS_WRITE, Permission.AGENTS_READ);
        var namesake = key(admin.email(), scopes, ana.actor());
        var made =
                key(
                        "Made by the namesake",
                        Set.of(Permission.AGENTS_READ),
                        Actor.key(acme.id(), namesake.value(), admin.email(), scopes));
        var theirs = key(admin, Permission.AGENTS_READ);

        assertThat(owner.open("/users/" + admin.id()))
                .bodyText()
                .contains("Valid API keys made by this person: 1.");
        owner.send("/users/" + admin.id() + "/removal", "keys", "true");

        assertThat(stateOf(theirs)).isEqualTo(KeyState.REVOKED);
        assertThat(stateOf(namesake)).isEqualTo(KeyState.ACTIVE);
        assertThat(stateOf(made)).isEqualTo(KeyState.ACTIVE);
    }

    @Test
    void leavesTheKeysOfWhoeverIsRemovedOtherwise() {
        var admin = people.person(acme.id(), Role.TENANT_ADMIN);
        var theirs = key(admin, Permission.AGENTS_READ);
        owner.open("/users/" + admin.id());

        assertThat(owner.send("/users/" + admin.id() + "/removal")).hasStatus(303);

        assertThat(stateOf(theirs)).isEqualTo(KeyState.ACTIVE);
    }

    @Test
    void revokesTheKeysThatMayDoMoreThanTheNewRoleWhenAsked() {
        var admin = people.person(acme.id(), Role.TENANT_ADMIN);
        var writing = key(admin, Permission.AGENTS_READ, Permission.AGENTS_WRITE);
        var reading = key(admin, Permission.AGENTS_READ);
        assertThat(owner.open("/users/" + admin.id()))
                .bodyText()
                .contains("Revoke API keys of this person that may do more than the new role");

        owner.send("/users/" + admin.id() + "/role", "role", "VIEWER", "keys", "true");

        assertThat(owner.open("/users/" + admin.id()))
                .bodyText()
                .contains("API keys revoked: 1.");
        assertThat(stateOf(writing)).isEqualTo(KeyState.REVOKED);
        assertThat(stateOf(reading)).isEqualTo(KeyState.ACTIVE);
    }

    /** Both or neither. */
    @Test
    void leavesTheKeysOfTheLastOwnerWhoStays() {
        var key = key(ana, Permission.AGENTS_READ);
        owner.open("/users/" + ana.id());

        assertThat(owner.send("/users/" + ana.id() + "/removal", "keys", "true")).hasStatus(422);

        assertThat(stateOf(key)).isEqualTo(KeyState.ACTIVE);
    }

    private ApiKeyId key(TestPeople.Person by, Permission... scopes) {
        return key("Shop", Set.of(scopes), by.actor());
    }

    private ApiKeyId key(String name, Set<Permission> scopes, Actor by) {
        var wire = scopes.stream().map(Permission::wire).collect(Collectors.toSet());
        return keys.issue(acme.id(), new NewKey(name, wire, null, null), by).key().id();
    }

    /** Whether or not the relay has come by. */
    private long revocationsTold(ApiKeyId key) {
        return jdbc.sql(
                        """
                        SELECT COUNT(*) FROM (
                            SELECT event_id FROM event
                            WHERE subject = :key AND type = 'key.revoked'
                            UNION
                            SELECT event_id FROM event_outbox
                            WHERE subject = :key AND type = 'key.revoked') told
                        """)
                .param("key", Ids.bytes(key.value()))
                .query(Long.class)
                .single();
    }

    private KeyState stateOf(ApiKeyId key) {
        return keys.find(key, ana.actor()).state();
    }

    @Test
    void keepsTheLastOwnerAndSaysWhy() {
        assertThat(owner.send("/users/" + ana.id() + "/removal"))
                .hasStatus(422)
                .bodyText()
                .contains("This is the last owner");
        assertThat(
                        owner.with("HX-Request", "true")
                                .send("/users/" + ana.id() + "/role", "role", "VIEWER"))
                .hasStatus(422)
                .hasHeader("HX-Retarget", "#flash")
                .bodyText()
                .contains("This is the last owner")
                .doesNotContain("<html");
    }

    @Test
    void letsAnAdministratorMakeNoOwner() {
        var admin = browser(people.person(acme.id(), Role.TENANT_ADMIN));
        var viewer = people.person(acme.id(), Role.VIEWER);

        assertThat(admin.open("/users/" + viewer.id()))
                .bodyText()
                .contains("value=\"TENANT_ADMIN\"")
                .doesNotContain("value=\"TENANT_OWNER\"");
        assertThat(admin.send("/users/" + viewer.id() + "/role", "role", "TENANT_OWNER"))
                .hasStatus(403);
        assertThat(
                        admin.send(
                                "/users/invitations",
                                "email",
                                "x@example.org",
                                "role",
                                "TENANT_OWNER"))
                .hasStatus(403);
        assertThat(admin.send("/users/" + ana.id() + "/removal")).hasStatus(403);
    }

    @Test
    void showsAnAuditorNothingToChange() {
        var auditor = browser(people.person(acme.id(), Role.AUDITOR));

        assertThat(auditor.open("/users")).hasStatusOk().bodyText().doesNotContain("/users/new");
        assertThat(auditor.open("/users/new")).hasStatus(403);
        assertThat(auditor.open("/users/" + ana.id()))
                .bodyText()
                .doesNotContain("/removal", "/role\"");
    }

    @Test
    void namesWhatIsWrongWithAnInvitation() {
        owner.open("/users/new");
        assertThat(owner.send("/users/invitations", "email", "not an address", "role", "VIEWER"))
                .hasStatus(422)
                .bodyText()
                .contains("not an address", "It looks like name@example.org");
        assertThat(owner.send("/users/invitations", "email", ana.email(), "role", "VIEWER"))
                .hasStatus(422)
                .bodyText()
                .contains("already a user of this tenant");
        assertThat(owner.send("/users/invitations", "email", "")).hasStatus(422);
    }

    @Test
    void invitesSeveralAndTellsOfEach() {
        var fresh = "x-" + TestPeople.unique() + "@example.org";
        owner.open("/users/new");

        var made =
                owner.send(
                        "/users/invitations",
                        "email",
                        fresh + "\n" + ana.email() + ", nonsense",
                        "role",
                        "VIEWER");

        assertThat(made)
                .hasStatus(201)
                .bodyText()
                .contains(
                        "Invitations ready: 1 of 3",
                        "http://localhost/invitations/",
                        "already a user of this tenant",
                        "not an e-mail address",
                        "hx-history=\"false\"");
        assertThat(
                        owner.send(
                                "/users/invitations",
                                "email",
                                IntStream.range(0, 51)
                                        .mapToObj(it -> it + "@example.org")
                                        .collect(Collectors.joining(",")),
                                "role",
                                "VIEWER"))
                .hasStatus(422)
                .bodyText()
                .contains("at most 50 addresses");
        assertThat(owner.open("/users")).bodyText().contains(fresh);
    }

    @Test
    void handsTheTenantOver() {
        var heir = people.person(acme.id(), Role.EDITOR);
        assertThat(owner.open("/users/" + heir.id()))
                .bodyText()
                .contains("Hand over this tenant to Ana editor?");
        assertThat(owner.open("/users/" + ana.id())).bodyText().doesNotContain("/ownership");

        assertThat(owner.send("/users/" + heir.id() + "/ownership"))
                .hasRedirectedUrl("/users/" + heir.id());

        assertThat(owner.open("/users/" + heir.id()))
                .bodyText()
                .contains("You are an administrator now")
                .doesNotContain("/ownership", "/role\"");
        assertThat(browser(heir).open("/users/" + ana.id())).bodyText().contains("/ownership");
        assertThat(owner.send("/users/" + heir.id() + "/ownership")).hasStatus(403);
    }

    @Test
    void speaksTheLanguageOfItsReader() {
        var thai = browser(people.person(acme.id(), Role.TENANT_OWNER, Locale.of("th")));
        var spanish = browser(people.person(acme.id(), Role.TENANT_OWNER, Locale.of("es")));

        for (var page : new String[] {"/users", "/users/new", "/users/" + ana.id()}) {
            assertThat(thai.open(page)).bodyText().contains("lang=\"th\"", "เจ้าขององค์กร");
            assertThat(spanish.open(page)).bodyText().contains("lang=\"es\"", "Propietario");
        }
    }

    private ConsoleBrowser browser(TestPeople.Person person) {
        var browser = new ConsoleBrowser(mvc);
        browser.signIn(person.email(), PASSWORD);
        return browser;
    }
}
