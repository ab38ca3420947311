package dev.baton.tenant.web;

import dev.baton.tenant.Actor;
import org.springframework.security.core.Authentication;

/** An authentication that knows its actor: a signed-in person in a tenant, or an API key. */
public interface ActorAuthentication extends Authentication {

    Actor actor();
}
