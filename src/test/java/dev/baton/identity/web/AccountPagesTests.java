package dev.baton.identity.web;

import static dev.baton.TestPeople.PASSWORD;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.ConsoleBrowser;
import dev.baton.TestPeople;
import dev.baton.tenant.Role;
import dev.baton.tenant.Tenant;
import dev.baton.tenant.TenantId;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

import java.util.Locale;
import java.util.regex.Pattern;

/** From a forgotten password back to work, and out of the door. */
@Tag("database")
@SpringBootTest
@AutoConfigureMockMvc
class AccountPagesTests {

    private static final Pattern LINK =
            Pattern.compile("http://localhost(/password-resets/[\\w-]{43})");
    private static final String NEXT = "a quite different sentence";

    private final MockMvcTester mvc;
    private final TestPeople people;
    private Tenant acme;
    private TestPeople.Person bo;
    private ConsoleBrowser owner;
    private ConsoleBrowser operator;

    @Autowired
    AccountPagesTests(MockMvcTester mvc, TestPeople people) {
        this.mvc = mvc;
        this.people = people;
    }

    @BeforeEach
    void everybodyAtWork() {
        acme = people.tenant();
        bo = people.person(acme.id(), Role.EDITOR);
        owner = browser(people.person(acme.id(), Role.TENANT_OWNER), PASSWORD);
        operator = browser(people.person(TenantId.PLATFORM, Role.PLATFORM_ADMIN), PASSWORD);
    }

    @Test
    void saysWhomToAskAtTheDoor() {
        assertThat(new ConsoleBrowser(mvc).open("/login"))
                .bodyText()
                .contains("Forgotten your password?", "Ask an owner of your tenant");
    }

    @Test
    void leadsFromTheOwnersLinkToANewPassword() {
        var atWork = browser(bo, PASSWORD);
        assertThat(owner.open("/users/" + bo.id())).bodyText().contains("Link for a new password");
        var made = owner.send("/users/" + bo.id() + "/password-reset");
        assertThat(made).hasStatus(201).bodyText().contains("hx-history=\"false\"", bo.email());
        var link = link(made);

        var visitor = new ConsoleBrowser(mvc);
        assertThat(visitor.open(link))
                .hasStatusOk()
                .bodyText()
                .contains(bo.email(), "autocomplete=\"new-password\"");
        assertThat(visitor.send(link, "password", "short"))
                .hasStatus(422)
                .bodyText()
                .contains("Use at least 12 characters");
        assertThat(visitor.send(link, "password", NEXT)).hasRedirectedUrl("/login?reset");
        assertThat(visitor.open("/login?reset")).bodyText().contains("The new password is set");

        assertThat(visitor.open(link))
                .hasStatus(404)
                .bodyText()
                .contains("is no longer valid");
        assertThat(atWork.open("/profile")).hasStatus(302);
        assertThat(browser(bo, NEXT).open("/profile")).hasStatusOk();
        assertThat(new ConsoleBrowser(mvc).signIn(bo.email(), PASSWORD)).hasStatus(401);
    }

    @Test
    void suspendsFromTheNextRequestOn() {
        var atWork = browser(bo, PASSWORD);

        assertThat(owner.open("/users/" + bo.id())).bodyText().contains("Sessions that end: 1.");
        assertThat(owner.send("/users/" + bo.id() + "/suspension"))
                .hasRedirectedUrl("/users/" + bo.id());

        assertThat(atWork.open("/profile")).hasStatus(302);
        assertThat(new ConsoleBrowser(mvc).signIn(bo.email(), PASSWORD)).hasStatus(401);
        assertThat(owner.open("/users/" + bo.id()))
                .bodyText()
                .contains("Account suspended", "Restore this account")
                .doesNotContain("Suspend this account");

        owner.send("/users/" + bo.id() + "/restoration");

        assertThat(browser(bo, PASSWORD).open("/profile")).hasStatusOk();
    }

    @Test
    void tellsOperatorsWhoOpenedTheDoorAndWhoShutIt() {
        var page = "/accounts/" + bo.id();
        assertThat(operator.open(page))
                .bodyText()
                .doesNotContain("can be used until", "Suspended by");

        owner.send("/users/" + bo.id() + "/password-reset");
        assertThat(operator.open(page))
                .bodyText()
                .contains("Made by tenant_owner-", "can be used until");

        owner.send("/users/" + bo.id() + "/suspension");
        assertThat(operator.open(page))
                .bodyText()
                .contains("Suspended by", "An owner of " + acme.name())
                .doesNotContain("can be used until");

        operator.send(page + "/suspension");
        assertThat(operator.open(page)).bodyText().contains("An operator of the platform");
    }

    @Test
    void operatorsFindEverybodyAndHelp() {
        var nowhere = people.person(acme.id(), Role.VIEWER);
        owner.send("/users/" + nowhere.id() + "/removal");

        assertThat(operator.open("/accounts?q=" + nowhere.email()))
                .hasStatusOk()
                .bodyText()
                .contains("account-" + nowhere.id())
                .doesNotContain("account-" + bo.id());
        assertThat(operator.open("/accounts?status=SUSPENDED&q=" + nowhere.email()))
                .bodyText()
                .contains("Nothing matches");
        assertThat(operator.open("/accounts/" + nowhere.id()))
                .bodyText()
                .contains(nowhere.email(), "In no tenant");
        assertThat(operator.open("/accounts/" + bo.id()))
                .bodyText()
                .contains(acme.name(), "Editor");

        var link = link(operator.send("/accounts/" + nowhere.id() + "/password-reset"));
        assertThat(new ConsoleBrowser(mvc).open(link)).hasStatusOk();
        operator.send("/accounts/" + nowhere.id() + "/suspension");
        assertThat(operator.open("/accounts/" + nowhere.id()))
                .bodyText()
                .contains("Account suspended");
        assertThat(new ConsoleBrowser(mvc).open(link)).hasStatus(404);
        assertThat(operator.open("/accounts?status=SUSPENDED&q=" + nowhere.email()))
                .bodyText()
                .contains("account-" + nowhere.id());
        operator.send("/accounts/" + nowhere.id() + "/restoration");
        assertThat(operator.open("/accounts/" + nowhere.id()))
                .bodyText()
                .contains("Account restored");
    }

    @Test
    void ownersSeeWhoIsNotTheirs() {
        var admin = browser(people.person(acme.id(), Role.TENANT_ADMIN), PASSWORD);

        assertThat(owner.open("/accounts")).hasStatus(403);
        assertThat(owner.open("/accounts/" + bo.id())).hasStatus(403);
        assertThat(admin.open("/users/" + bo.id()))
                .hasStatusOk()
                .bodyText()
                .doesNotContain("/password-reset", "/suspension");
        assertThat(admin.send("/users/" + bo.id() + "/password-reset")).hasStatus(403);
    }

    @Test
    void speaksTheLanguageOfItsReader() {
        var thai = people.person(TenantId.PLATFORM, Role.PLATFORM_ADMIN, Locale.of("th"));
        var spanish = people.person(TenantId.PLATFORM, Role.PLATFORM_ADMIN, Locale.of("es"));

        assertThat(browser(thai, PASSWORD).open("/accounts/" + bo.id()))
                .bodyText()
                .contains("ระงับบัญชีนี้");
        assertThat(browser(spanish, PASSWORD).open("/accounts/" + bo.id()))
                .bodyText()
                .contains("Suspender esta cuenta");
    }

    private ConsoleBrowser browser(TestPeople.Person person, String password) {
        var browser = new ConsoleBrowser(mvc);
        assertThat(browser.signIn(person.email(), password)).hasStatus(303);
        return browser;
    }

    private static String link(MvcTestResult result) {
        var match = LINK.matcher(ConsoleBrowser.body(result));
        assertThat(match.find()).as(ConsoleBrowser.body(result)).isTrue();
        return match.group(1);
    }
}
