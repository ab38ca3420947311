package dev.baton.console.alert;

import dev.baton.tenant.Permission;
import java.util.Locale;

/** What an alert is about; its sentence is the message {@code alert.<kind>}. */
enum AlertKind {
    BUDGET(Permission.USAGE_READ, "waiting"),
    BUDGET_SPENT(Permission.USAGE_READ, "failed"),
    LIMIT(Permission.MESSAGES_READ, "waiting"),
    WEBHOOK_DISABLED(Permission.WEBHOOKS_READ, "failed"),
    WEBHOOK_EXHAUSTED(Permission.WEBHOOKS_READ, "failed"),
    MESSAGE_GIVEN_UP(Permission.MESSAGES_READ, "failed"),
    AGENT_INACTIVE(Permission.AGENTS_READ, "failed"),
    KEY_EXPIRING(Permission.KEYS_READ, "waiting");

    private final Permission permission;
    private final String state;

    AlertKind(Permission permission, String state) {
        this.permission = permission;
        this.state = state;
    }

    /** What somebody must be allowed to see to be told. */
    Permission permission() {
        return permission;
    }

    /** The shape it is shown with. */
    String state() {
        return state;
    }

    String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
