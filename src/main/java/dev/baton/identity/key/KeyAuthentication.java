package dev.baton.identity.key;

import dev.baton.tenant.Actor;
import dev.baton.tenant.web.ActorAuthentication;

import org.jspecify.annotations.Nullable;
import org.springframework.security.core.GrantedAuthority;

import java.util.List;
import java.util.OptionalInt;

/** A request that came with a living API key; rights and limits are those of the key's row. */
public final class KeyAuthentication implements ActorAuthentication {

    private final ApiKeyId key;
    private final Actor actor;
    private final @Nullable Integer requestsPerMinute;
    private final KeyNetworks networks;

    KeyAuthentication(LiveKey key) {
        this.key = key.id();
        this.actor = key.actor();
        this.requestsPerMinute = key.requestsPerMinute();
        this.networks = key.networks();
    }

    @Override
    public Actor actor() {
        return actor;
    }

    public ApiKeyId key() {
        return key;
    }

    /** Whether it may be used from this IP address. */
    boolean isAllowedFrom(String address) {
        return networks.allow(address);
    }

    /** The key's own limit, where it has one. */
    @Override
    public OptionalInt requestsPerMinute() {
        return requestsPerMinute == null ? OptionalInt.empty() : OptionalInt.of(requestsPerMinute);
    }

    @Override
    public String getName() {
        return key.value().toString();
    }

    @Override
    public List<GrantedAuthority> getAuthorities() {
        return List.of();
    }

    /** The token is not kept. */
    @Override
    public @Nullable Object getCredentials() {
        return null;
    }

    @Override
    public @Nullable Object getDetails() {
        return null;
    }

    @Override
    public Object getPrincipal() {
        return actor;
    }

    @Override
    public boolean isAuthenticated() {
        return true;
    }

    @Override
    public void setAuthenticated(boolean authenticated) {
        throw new IllegalArgumentException("A key is verified or not at all");
    }

    @Override
    public String toString() {
        return "KeyAuthentication[" + key.value() + "]";
    }
}
