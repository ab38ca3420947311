package dev.baton.console.demo;

import dev.baton.identity.AccountDirectory;
import dev.baton.identity.Email;
import dev.baton.identity.Profile;
import dev.baton.identity.Team;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Role;
import dev.baton.tenant.TenantId;

import org.springframework.stereotype.Component;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Locale;

/** The demo's operator and owner, each with a password of its own on every machine. */
@Component
class DemoPeople {

    private static final int PASSWORD_BYTES = 18;

    private final Team team;
    private final AccountDirectory accounts;

    DemoPeople(Team team, AccountDirectory accounts) {
        this.team = team;
        this.accounts = accounts;
    }

    /** Somebody who can sign in. */
    record SignIn(String email, String password) {

        @Override
        public String toString() {
            return "SignIn[" + email + "]";
        }
    }

    SignIn operator() {
        return person(
                TenantId.PLATFORM, "admin@baton.example", "Alex Moreno", Role.PLATFORM_ADMIN);
    }

    SignIn ownerOf(TenantId acme) {
        return person(acme, "owner@acme.example", "Grace Lindqvist", Role.TENANT_OWNER);
    }

    /** Who is there already keeps everything but the password. */
    private SignIn person(TenantId tenant, String address, String name, Role role) {
        var email = new Email(address);
        var password = newPassword();
        var by = Actor.system(tenant, "demo data", Permission.values());
        accounts.find(email)
                .ifPresentOrElse(
                        account -> accounts.replacePassword(account.id(), password, by),
                        () ->
                                team.enrol(
                                        tenant,
                                        email,
                                        Profile.of(name, Locale.ENGLISH),
                                        password,
                                        role,
                                        by));
        return new SignIn(email.value(), password);
    }

    private static String newPassword() {
        var random = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(random);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }
}
