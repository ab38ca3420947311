package dev.baton.tenant.web;

import dev.baton.tenant.Actor;
import java.util.OptionalInt;
import org.springframework.security.core.Authentication;

/** An authentication that knows its actor: a signed-in person in a tenant, or an API key. */
public interface ActorAuthentication extends Authentication {

    Actor actor();

    /** A limit of the credential's own; empty where the tenant's applies. */
    default OptionalInt requestsPerMinute() {
        return OptionalInt.empty();
    }
}
