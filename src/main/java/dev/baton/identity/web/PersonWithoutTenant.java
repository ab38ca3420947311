package dev.baton.identity.web;

import dev.baton.identity.Standing;

import org.springframework.security.authentication.AbstractAuthenticationToken;

import java.util.List;

/**
 * A person who is signed in and may work nowhere: in no tenant, or in suspended ones only. They can
 * accept an invitation and sign out.
 */
final class PersonWithoutTenant extends AbstractAuthenticationToken implements Person {

    private final transient Standing standing;

    PersonWithoutTenant(Standing standing) {
        super(List.of());
        this.standing = standing;
        setAuthenticated(true);
    }

    @Override
    public Standing standing() {
        return standing;
    }

    @Override
    public String getName() {
        return standing.account().toString();
    }

    @Override
    public Object getPrincipal() {
        return standing.account();
    }

    @Override
    public Object getCredentials() {
        return "";
    }
}
