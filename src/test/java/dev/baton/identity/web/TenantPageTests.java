package dev.baton.identity.web;

import static dev.baton.TestPeople.PASSWORD;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.ConsoleBrowser;
import dev.baton.TestPeople;
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
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** What operators do with tenants, and who may be where. */
@Tag("database")
@SpringBootTest
@AutoConfigureMockMvc
class TenantPageTests {

    private final MockMvcTester mvc;
    private final TestPeople people;
    private ConsoleBrowser operator;

    @Autowired
    TenantPageTests(MockMvcTester mvc, TestPeople people) {
        this.mvc = mvc;
        this.people = people;
    }

    @BeforeEach
    void anOperatorAtWork() {
        operator = browser(people.person(TenantId.PLATFORM, Role.PLATFORM_ADMIN));
    }

    @Test
    void opensATenantWithTheLinkForItsOwner() {
        var slug = "acme-" + TestPeople.unique();
        operator.open("/tenants/new");

        assertThat(open(slug, "Acme " + slug, "Europe/Madrid"))
                .hasStatus(201)
                .bodyText()
                .containsPattern("http://localhost/invitations/[\\w-]{43}");
        assertThat(operator.open("/tenants?q=" + slug))
                .bodyText()
                .contains("Acme " + slug, "Active");
        assertThat(open(slug, "Another", "UTC"))
                .hasStatus(422)
                .bodyText()
                .contains("The slug " + slug + " is taken", "value=\"Another\"");
    }

    @Test
    void looksForWordsThatNoSlugCouldHold() {
        assertThat(operator.open("/tenants?q=gr%C3%B6%C3%9Fe")).hasStatusOk();
    }

    @Test
    void namesWhatIsWrongWithANewTenant() {
        operator.open("/tenants/new");

        assertThat(open("Not A Slug", "Acme", "UTC")).hasStatus(422);
        assertThat(open("fine", "", "UTC")).hasStatus(422).bodyText().contains("Fill this in.</a>");
        assertThat(open("fine", "Acme", "Mars/Olympus"))
                .hasStatus(422)
                .bodyText()
                .contains("choose a time zone from the list");
        assertThat(operator.open("/tenants?q=fine")).bodyText().doesNotContain(">fine<");
    }

    @Test
    void suspendsAtOnceAndResumes() {
        var tenant = people.tenant();
        var ana = browser(people.person(tenant.id(), Role.TENANT_OWNER));
        assertThat(ana.open("/users")).hasStatusOk();

        assertThat(operator.open("/tenants/" + tenant.id()))
                .bodyText()
                .contains(
                        "Users who lose access: 1. API keys that stop working within a second: 0.");
        assertThat(operator.send("/tenants/" + tenant.id() + "/suspension")).hasStatus(303);
        assertThat(ana.open("/users")).hasRedirectedUrl("/no-tenant");
        assertThat(ana.open("/no-tenant")).bodyText().contains(tenant.name());
        assertThat(operator.open("/tenants?status=SUSPENDED&q=" + tenant.slug()))
                .bodyText()
                .contains(tenant.name());

        operator.send("/tenants/" + tenant.id() + "/resumption");
        assertThat(ana.open("/users")).hasStatusOk();
    }

    @Test
    void neverSuspendsThePlatform() {
        var path = "/tenants/" + TenantId.PLATFORM;

        assertThat(operator.open(path)).bodyText().doesNotContain("/suspension");
        assertThat(operator.send(path + "/suspension")).hasStatus(422);
    }

    @Test
    void refusesAnEditOfAnOlderVersion() {
        var tenant = people.tenant();
        operator.open("/tenants/" + tenant.id() + "/edit");

        assertThat(edit(tenant.id(), "First")).hasStatus(303);
        assertThat(edit(tenant.id(), "Second")).hasStatus(409);
        assertThat(operator.open("/tenants/" + tenant.id())).bodyText().contains("First");
    }

    @Test
    void setsTheLimitsOfATenantAndItsPeople() {
        var tenant = people.tenant();
        operator.open("/tenants/" + tenant.id() + "/edit");

        operator.send(
                "/tenants/" + tenant.id(),
                "name",
                tenant.name(),
                "slug",
                tenant.slug(),
                "language",
                "en",
                "zone",
                "UTC",
                "requestsPerMinute",
                "77",
                "userRequestsPerMinute",
                "7",
                "weight",
                "13",
                "version",
                "0");

        assertThat(operator.open("/tenants/" + tenant.id()))
                .bodyText()
                .contains("<dd>77</dd>", "<dd>7</dd>", "<dd>13</dd>");
    }

    @ParameterizedTest
    @CsvSource({"0, Use at least 1.", "101, Use at most 100."})
    void refusesAWeightOutOfBounds(String weight, String told) {
        var tenant = people.tenant();
        operator.open("/tenants/" + tenant.id() + "/edit");

        var answer =
                operator.send(
                        "/tenants/" + tenant.id(),
                        "name",
                        tenant.name(),
                        "slug",
                        tenant.slug(),
                        "language",
                        "en",
                        "zone",
                        "UTC",
                        "weight",
                        weight,
                        "version",
                        "0");

        assertThat(answer).hasStatus(422).bodyText().contains(told, "weight-error");
    }

    @Test
    void changesASlugThatNobodyElseHas() {
        var tenant = people.tenant();
        var slug = "new-" + TestPeople.unique();
        assertThat(operator.open("/tenants/" + tenant.id() + "/edit"))
                .bodyText()
                .contains("value=\"" + tenant.slug() + "\"");

        assertThat(edit(tenant.id(), "Renamed", slug)).hasStatus(303);

        assertThat(operator.open("/tenants?q=" + slug)).bodyText().contains("Renamed");
    }

    @Test
    void refusesASlugAtItsField() {
        var tenant = people.tenant();
        var other = people.tenant();
        operator.open("/tenants/" + tenant.id() + "/edit");

        assertThat(edit(tenant.id(), "Taken", other.slug()))
                .hasStatus(422)
                .bodyText()
                .contains(
                        "The slug " + other.slug() + " is taken", "value=\"Taken\"", "slug-error");
        assertThat(edit(tenant.id(), "Upper", "Not-Lower"))
                .hasStatus(422)
                .bodyText()
                .contains("Use 1 to 40 lower-case letters");
        assertThat(operator.open("/tenants/" + tenant.id())).bodyText().contains(tenant.slug());
    }

    @Test
    void keepsItsSlugInAnEdit() {
        var tenant = people.tenant();
        operator.open("/tenants/" + tenant.id() + "/edit");

        assertThat(edit(tenant.id(), "Same slug", tenant.slug())).hasStatus(303);
    }

    @Test
    void letsAnOperatorEnterEveryTenant() {
        var tenant = people.tenant();
        var ana = people.person(tenant.id(), Role.TENANT_OWNER);

        operator.open("/tenants");
        assertThat(operator.send("/session/tenant", "tenant", tenant.id().toString()))
                .hasStatus(303)
                .hasRedirectedUrl("/dashboard");

        assertThat(operator.open("/users"))
                .hasStatusOk()
                .bodyText()
                .contains(ana.email(), "as an operator of the platform");
    }

    @Test
    void letsOthersEnterOnlyTheirOwn() {
        var first = people.tenant();
        var ana = people.person(first.id(), Role.TENANT_OWNER);
        var browser = browser(ana);
        var foreign = people.tenant();

        assertThat(browser.send("/session/tenant", "tenant", foreign.id().toString()))
                .hasStatus(404);
        assertThat(browser.send("/session/tenant", "tenant", TenantId.PLATFORM.toString()))
                .hasStatus(404);
        assertThat(browser.open("/tenants")).hasStatus(403);
        assertThat(browser.open("/tenants/" + first.id())).hasStatus(403);
        assertThat(browser.send("/tenants/" + first.id() + "/suspension")).hasStatus(403);
    }

    private MvcTestResult open(String slug, String name, String zone) {
        return operator.send(
                "/tenants",
                "name",
                name,
                "slug",
                slug,
                "email",
                "owner-" + slug.replace(' ', '-') + "@example.org",
                "language",
                "es",
                "zone",
                zone,
                "currency",
                "EUR",
                "requestsPerMinute",
                "",
                "concurrentRequests",
                "5");
    }

    private MvcTestResult edit(TenantId id, String name) {
        return edit(id, name, "t-" + TestPeople.unique());
    }

    private MvcTestResult edit(TenantId id, String name, String slug) {
        return operator.send(
                "/tenants/" + id,
                "name",
                name,
                "slug",
                slug,
                "language",
                "en",
                "zone",
                "UTC",
                "version",
                "0");
    }

    private ConsoleBrowser browser(TestPeople.Person person) {
        var browser = new ConsoleBrowser(mvc);
        browser.signIn(person.email(), PASSWORD);
        return browser;
    }
}
