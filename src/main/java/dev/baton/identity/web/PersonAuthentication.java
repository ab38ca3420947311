package dev.baton.identity.web;

import dev.baton.identity.Standing;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Tenant;
import dev.baton.tenant.web.ActorAuthentication;

import org.springframework.security.authentication.AbstractAuthenticationToken;

import java.util.List;

/** A person at work in a tenant, with the rights they have there at this moment. */
final class PersonAuthentication extends AbstractAuthenticationToken
        implements ActorAuthentication, Person {

    private final transient Standing standing;
    private final transient Tenant tenant;
    private final transient Actor actor;

    PersonAuthentication(Standing standing, Tenant tenant, Actor actor) {
        super(List.of());
        this.standing = standing;
        this.tenant = tenant;
        this.actor = actor;
        setAuthenticated(true);
    }

    @Override
    public Actor actor() {
        return actor;
    }

    @Override
    public Standing standing() {
        return standing;
    }

    Tenant tenant() {
        return tenant;
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
