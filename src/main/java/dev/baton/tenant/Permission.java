package dev.baton.tenant;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Everything one can be allowed to do. The wire name is also the scope of an API key, so people and
 * keys share one vocabulary.
 */
public enum Permission {
    MESSAGES_READ("messages:read"),
    MESSAGES_WRITE("messages:write"),
    RUNS_READ("runs:read"),
    RUNS_WRITE("runs:write"),
    AGENTS_READ("agents:read"),
    AGENTS_WRITE("agents:write"),
    PROMPTS_READ("prompts:read"),
    PROMPTS_WRITE("prompts:write"),
    WORKFLOWS_READ("workflows:read"),
    WORKFLOWS_WRITE("workflows:write"),
    PROVIDERS_READ("providers:read"),
    PROVIDERS_WRITE("providers:write"),
    KEYS_READ("keys:read"),
    KEYS_WRITE("keys:write"),
    WEBHOOKS_READ("webhooks:read"),
    WEBHOOKS_WRITE("webhooks:write"),
    APPROVALS_READ("approvals:read"),
    /** Decides for oneself; whether about this one, each approval says. */
    APPROVALS_WRITE("approvals:write"),
    STATE_READ("state:read"),
    STATE_WRITE("state:write"),
    USAGE_READ("usage:read"),
    USAGE_EXPORT("usage:export"),
    USERS_READ("users:read"),
    USERS_WRITE("users:write"),
    /** Gives and takes the owner role. */
    OWNERS_WRITE("owners:write"),
    /** Sets what one's own tenant may spend in a month. */
    BUDGET_WRITE("budget:write"),
    TENANT_READ("tenant:read"),
    /** Name, language and time zone of one's own tenant. */
    TENANT_WRITE("tenant:write"),
    /** Sees every tenant; operators of the platform only. */
    TENANTS_READ("tenants:read"),
    /** Creates, suspends and edits any tenant; operators of the platform only. */
    TENANTS_WRITE("tenants:write"),
    /** Health, metrics and the state of the instance; operators of the platform only. */
    SYSTEM_READ("system:read"),
    /** Changes what the instance itself works with, such as its signing keys; operators only. */
    SYSTEM_WRITE("system:write"),
    /** Shares the platform's agents and connections with tenants; operators only. */
    SHARING_WRITE("sharing:write");

    private static final Map<String, Permission> BY_WIRE =
            Arrays.stream(values())
                    .collect(Collectors.toUnmodifiableMap(Permission::wire, Function.identity()));

    private final String wire;

    Permission(String wire) {
        this.wire = wire;
    }

    public String wire() {
        return wire;
    }

    /**
     * Whether it reaches beyond one tenant; only the platform's operators can hold such a right.
     */
    public boolean isPlatform() {
        return switch (this) {
            case TENANTS_READ, TENANTS_WRITE, SYSTEM_READ, SYSTEM_WRITE, SHARING_WRITE -> true;
            default -> false;
        };
    }

    public static Optional<Permission> ofWire(String wire) {
        return Optional.ofNullable(BY_WIRE.get(wire));
    }
}
