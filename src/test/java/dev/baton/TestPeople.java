package dev.baton;

import dev.baton.identity.AccountId;
import dev.baton.identity.Email;
import dev.baton.identity.Profile;
import dev.baton.identity.Team;
import dev.baton.platform.Ids;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Role;
import dev.baton.tenant.Slug;
import dev.baton.tenant.Tenant;
import dev.baton.tenant.TenantDirectory;
import dev.baton.tenant.TenantId;
import dev.baton.tenant.TenantLimits;
import dev.baton.tenant.TenantSettings;

import org.springframework.stereotype.Component;

import java.time.ZoneId;
import java.util.Locale;

/** Makes tenants and people for tests, each with a name of its own. */
@Component
public class TestPeople {

    /** The password of everybody made here. */
    public static final String PASSWORD = "correct horse battery";

    private final TenantDirectory tenants;
    private final Team team;

    TestPeople(TenantDirectory tenants, Team team) {
        this.tenants = tenants;
        this.team = team;
    }

    /** An actor who may do everything in the tenant and beyond. */
    public static Actor operator(TenantId tenant) {
        return Actor.account(
                tenant, Ids.next(), "operator@example.org", Role.PLATFORM_ADMIN.permissions());
    }

    public Tenant tenant() {
        return tenant("Tenant " + unique());
    }

    public Tenant tenant(String name) {
        return tenant(name, "USD");
    }

    public Tenant payingIn(String currency) {
        return tenant("Tenant " + unique(), currency);
    }

    private Tenant tenant(String name, String currency) {
        return tenants.create(
                new Slug("t-" + unique()),
                currency,
                new TenantSettings(name, Locale.ENGLISH, ZoneId.of("UTC")),
                TenantLimits.DEFAULTS,
                operator(TenantId.PLATFORM));
    }

    public Person person(TenantId tenant, Role role) {
        return person(tenant, role, Locale.ENGLISH);
    }

    public Person person(TenantId tenant, Role role, Locale language) {
        return enrol(tenant, role, role.wire(), language);
    }

    /** Somebody whose e-mail address begins with a word. */
    public Person person(TenantId tenant, Role role, String word) {
        return enrol(tenant, role, word, Locale.ENGLISH);
    }

    private Person enrol(TenantId tenant, Role role, String word, Locale language) {
        var email = new Email(word + "-" + unique() + "@example.org");
        var profile = Profile.of("Ana " + role.wire(), language);
        var id = team.enrol(tenant, email, profile, PASSWORD, role, operator(tenant));
        return new Person(id, email.value(), tenant, role);
    }

    public static String unique() {
        var text = Ids.next().toString().replace("-", "");
        return text.substring(8, 12) + text.substring(20);
    }

    /** Somebody who can sign in. */
    public record Person(AccountId id, String email, TenantId tenant, Role role) {

        public Actor actor() {
            return Actor.account(tenant, id.value(), email, role.permissions());
        }
    }
}
