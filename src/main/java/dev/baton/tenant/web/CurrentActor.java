package dev.baton.tenant.web;

import dev.baton.tenant.Actor;
import java.util.Optional;
import org.springframework.security.core.context.SecurityContextHolder;

/** The actor of the current request; only the web layer asks, everything below takes a parameter. */
public final class CurrentActor {

    private CurrentActor() {}

    public static Optional<Actor> find() {
        return authentication().map(ActorAuthentication::actor);
    }

    public static Optional<ActorAuthentication> authentication() {
        return SecurityContextHolder.getContext().getAuthentication()
                        instanceof ActorAuthentication authentication
                ? Optional.of(authentication)
                : Optional.empty();
    }
}
