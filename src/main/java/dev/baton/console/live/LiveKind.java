package dev.baton.console.live;

import dev.baton.event.ChangeSignals;
import dev.baton.event.Event;
import dev.baton.tenant.Permission;

import tools.jackson.databind.json.JsonMapper;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A kind of things that pages show. A page is told no more than that something of a kind changed;
 * it asks for itself again, as whoever looks at it.
 */
enum LiveKind {
    MESSAGES(Permission.MESSAGES_READ, "message."),
    RUNS(Permission.RUNS_READ, "run."),
    AGENTS(Permission.AGENTS_READ, "agent."),
    DELIVERIES(Permission.WEBHOOKS_READ, "webhook."),
    APPROVALS(Permission.APPROVALS_READ, "approval."),
    BUDGET(Permission.USAGE_READ, "budget."),
    ALERTS(
            Permission.TENANT_READ,
            "budget.threshold_reached",
            "tenant.limit_reached",
            "webhook.endpoint_disabled",
            "webhook.exhausted");

    private final Permission permission;
    private final List<String> types;

    /**
     * @param types how the types of events begin that are about it
     */
    LiveKind(Permission permission, String... types) {
        this.permission = permission;
        this.types = List.of(types);
    }

    /** The kinds that somebody with these rights is told about. */
    static Set<LiveKind> seenWith(Set<Permission> permissions) {
        var seen = EnumSet.allOf(LiveKind.class);
        seen.removeIf(kind -> !permissions.contains(kind.permission));
        return seen;
    }

    /** What changed with an event. */
    static Set<LiveKind> of(Event event) {
        var changed = EnumSet.noneOf(LiveKind.class);
        var signalled = event.type().equals(ChangeSignals.TYPE) ? signal(event) : "";
        for (var kind : values()) {
            if (kind.wire().equals(signalled)
                    || kind.types.stream().anyMatch(event.type()::startsWith)) {
                changed.add(kind);
            }
        }
        return changed;
    }

    private static String signal(Event event) {
        return JsonMapper.shared().readTree(event.data()).path(ChangeSignals.KIND).asString("");
    }

    String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
