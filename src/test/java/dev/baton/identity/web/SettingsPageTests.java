package dev.baton.identity.web;

import static dev.baton.TestPeople.PASSWORD;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.baton.ConsoleBrowser;
import dev.baton.TestPeople;
import dev.baton.platform.problem.NotFound;
import dev.baton.tenant.Role;
import dev.baton.tenant.Slug;
import dev.baton.tenant.Tenant;
import dev.baton.tenant.TenantDirectory;
import dev.baton.tenant.TenantId;
import dev.baton.tenant.TenantLimits;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** What a tenant's own people may change of it, and what their roles let them do. */
@Tag("database")
@SpringBootTest
@AutoConfigureMockMvc
class SettingsPageTests {

    private final MockMvcTester mvc;
    private final TestPeople people;
    private final TenantDirectory tenants;
    private Tenant tenant;

    @Autowired
    SettingsPageTests(MockMvcTester mvc, TestPeople people, TenantDirectory tenants) {
        this.mvc = mvc;
        this.people = people;
        this.tenants = tenants;
    }

    @BeforeEach
    void makeTenant() {
        tenant = people.tenant();
    }

    @ParameterizedTest
    @EnumSource(names = {"TENANT_OWNER", "TENANT_ADMIN"})
    void savesWhatOwnersAndAdministratorsChoose(Role role) {
        var browser = as(role);
        assertThat(browser.open("/settings")).hasStatusOk().bodyText().contains("action=\"/settings\"");

        assertThat(save(browser, "Acme Logistics", "Europe/Madrid", "0")).hasStatus(303);

        assertThat(browser.open("/settings"))
                .bodyText()
                .contains("Acme Logistics", "Settings saved.", tenant.slug());
        var saved = tenants.get(tenant.id());
        assertThat(saved.zone().getId()).isEqualTo("Europe/Madrid");
        assertThat(saved.language().toLanguageTag()).isEqualTo("th");
        assertThat(saved.slug()).isEqualTo(tenant.slug());
    }

    @Test
    void showsTheLimitsThatOnlyAnOperatorChanges() {
        tenants.editAny(
                tenant.id(),
                0,
                new Slug(tenant.slug()),
                EditedTenant.of(tenant).settings(),
                new TenantLimits(30, null, null),
                TestPeople.operator(TenantId.PLATFORM));
        var owner = as(Role.TENANT_OWNER);

        assertThat(owner.open("/settings"))
                .bodyText()
                .contains("<dd>30</dd>", "The operator of the platform sets how much")
                .doesNotContain("name=\"requestsPerMinute\"");
        assertThat(save(owner, "Acme", "UTC", "1")).hasStatus(303);
        assertThat(tenants.get(tenant.id()).requestsPerMinute()).hasValue(30);
    }

    @Test
    void showsTheOthersWhatIsSetAndWhoCanChangeIt() {
        var viewer = as(Role.VIEWER);

        assertThat(viewer.open("/settings"))
                .hasStatusOk()
                .bodyText()
                .contains(tenant.name(), "An owner or administrator")
                .doesNotContain("action=\"/settings\"");
        assertThat(save(viewer, "Mine", "UTC", "0")).hasStatus(403);
    }

    @Test
    void refusesWhatIsWrongAtItsFieldAndWhatIsOutdated() {
        var owner = as(Role.TENANT_OWNER);
        owner.open("/settings");

        assertThat(save(owner, "", "UTC", "0"))
                .hasStatus(422)
                .bodyText()
                .contains("Fill this in.</a>", "name-error");
        assertThat(save(owner, "First", "UTC", "0")).hasStatus(303);
        assertThat(save(owner, "Second", "UTC", "0")).hasStatus(409);
    }

    @Test
    void namesWhatASwitchSaysWhereTwoEditsDiffer() {
        var owner = as(Role.TENANT_OWNER);
        owner.open("/settings");
        assertThat(saveSealed(owner, true)).hasStatus(303);

        assertThat(saveSealed(owner, false))
                .hasStatus(409)
                .bodyText()
                .contains("conflict-value\">No<", "conflict-value\">Yes<");
    }

    private MvcTestResult saveSealed(ConsoleBrowser browser, boolean sealed) {
        return browser.send(
                "/settings",
                "name",
                tenant.name(),
                "language",
                "en",
                "zone",
                "UTC",
                "textsSealed",
                String.valueOf(sealed),
                "version",
                "0");
    }

    @Test
    void editsNobodyElsesTenant() {
        var owner = people.person(people.tenant().id(), Role.TENANT_OWNER).actor();

        assertThatExceptionOfType(NotFound.class)
                .isThrownBy(
                        () ->
                                tenants.edit(
                                        tenant.id(), 0, EditedTenant.of(tenant).settings(), owner));
        assertThat(tenants.get(tenant.id()).version()).isZero();
    }

    @Test
    void showsWhichRoleHoldsWhichPermission() {
        var page = as(Role.TENANT_ADMIN).open("/users/roles");

        assertThat(page)
                .hasStatusOk()
                .bodyText()
                .contains("owners:write", "messages:write", "Auditor", "Administrator")
                .doesNotContain("tenants:write", "Platform operator");
    }

    @Test
    void knowsOfEachRoleAndPermissionWhatTheCodeSays() {
        var matrix = RoleMatrix.of(tenant.id());

        assertThat(matrix.roles()).hasSize(Role.values().length - 1);
        var owners =
                matrix.permissions().stream()
                        .filter(row -> row.wire().equals("owners:write"))
                        .findFirst()
                        .orElseThrow();
        assertThat(owners.cells())
                .filteredOn(RoleMatrix.Cell::held)
                .extracting(RoleMatrix.Cell::key)
                .containsExactly("identity.role.tenant_owner");
    }

    private static MvcTestResult save(
            ConsoleBrowser browser, String name, String zone, String version) {
        return browser.send(
                "/settings",
                "name",
                name,
                "language",
                "th",
                "zone",
                zone,
                "requestsPerMinute",
                "250",
                "version",
                version);
    }

    private ConsoleBrowser as(Role role) {
        var browser = new ConsoleBrowser(mvc);
        browser.signIn(people.person(tenant.id(), role).email(), PASSWORD);
        return browser;
    }
}
