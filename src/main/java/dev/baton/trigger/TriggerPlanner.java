package dev.baton.trigger;

import dev.baton.event.Event;
import dev.baton.event.EventPattern;
import dev.baton.event.FeedConsumer;
import dev.baton.platform.json.JsonValues;
import dev.baton.tenant.TenantId;
import dev.baton.trigger.TriggerKind.OnEvent;
import dev.baton.trigger.TriggerKind.OnRunEnd;
import dev.baton.workflow.Conditions;
import dev.baton.workflow.ExpressionFailed;

import org.springframework.stereotype.Component;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Lets each event fire the triggers that want it, once for the whole installation. Each firing's
 * run has a trace of its own, so what comes of it is known, and leads on only so far.
 */
@Component
class TriggerPlanner implements FeedConsumer {

    /** How many firings may lead to one another. */
    static final int DEEPEST = 5;

    /** What events make fire in a minute, of one tenant; what is above is passed over. */
    static final int MOST_A_MINUTE = 600;

    static final Set<String> BOUND = Set.of("event", "data");

    private static final String ABOUT_RUNS = "run.";
    private static final Set<String> ENDS = Set.of("run.completed", "run.failed", "run.cancelled");
    private static final String ABOUT_TRIGGERS = "trigger.";
    private final TriggerStore triggers;
    private final FiringStore store;
    private final Firings firings;

    TriggerPlanner(TriggerStore triggers, FiringStore store, Firings firings) {
        this.triggers = triggers;
        this.store = store;
        this.firings = firings;
    }

    @Override
    public String name() {
        return "trigger";
    }

    @Override
    public void consume(List<Event> events) {
        var told = events.stream().filter(event -> event.sequence() > 0).toList();
        if (told.isEmpty()) {
            return;
        }
        var tenants = told.stream().map(Event::tenant).collect(Collectors.toSet());
        told.stream()
                .filter(event -> ENDS.contains(event.type()))
                .collect(Collectors.groupingBy(Event::tenant))
                .forEach(this::goOn);
        var listening =
                triggers.listening(tenants).stream()
                        .collect(Collectors.groupingBy(trigger -> trigger.id().tenant()));
        var room = new Room();
        for (var event : told) {
            for (var trigger : listening(listening, event.tenant())) {
                consider(trigger, event, room);
            }
        }
    }

    /** What waits for these runs may begin now. */
    private void goOn(TenantId tenant, List<Event> ends) {
        var runs = ends.stream().map(Event::subject).distinct().toList();
        store.triggers(tenant, runs).forEach(firings::next);
    }

    private static List<Trigger> listening(Map<TenantId, List<Trigger>> all, TenantId tenant) {
        return all.getOrDefault(tenant, List.of());
    }

    private void consider(Trigger trigger, Event event, Room room) {
        switch (trigger.kind()) {
            case OnEvent wanted -> {
                if (isWanted(wanted, event) && !isOwn(trigger, event)) {
                    filtered(trigger, wanted, event, room);
                }
            }
            case OnRunEnd wanted -> {
                if (event.type().startsWith(ABOUT_RUNS)
                        && wanted.on().contains(event.type().substring(ABOUT_RUNS.length()))
                        && wanted.workflow().toString().equals(data(event).get("workflow_id"))) {
                    fire(trigger, event, room);
                }
            }
            case TriggerKind.Schedule _, TriggerKind.Hook _ -> {}
        }
    }

    /** Those of triggers are for who names them: all would be heard by all. */
    private static boolean isWanted(OnEvent wanted, Event event) {
        return event.type().startsWith(ABOUT_TRIGGERS)
                ? wanted.type().equals(event.type())
                : new EventPattern(wanted.type()).matches(event.type());
    }

    /** What happens to the runs that it begins, and to itself, does not fire it. */
    private static boolean isOwn(Trigger trigger, Event event) {
        if (event.type().startsWith(ABOUT_TRIGGERS)) {
            return event.subject().equals(trigger.id().value());
        }
        return event.type().startsWith(ABOUT_RUNS)
                && trigger.workflow().toString().equals(data(event).get("workflow_id"));
    }

    private void filtered(Trigger trigger, OnEvent wanted, Event event, Room room) {
        if (wanted.filter() == null) {
            fire(trigger, event, room);
            return;
        }
        try {
            var value = Conditions.read(wanted.filter(), BOUND).evaluate(bound(event));
            if (Boolean.TRUE.equals(value)) {
                fire(trigger, event, room);
            }
        } catch (ExpressionFailed failed) {
            var depth = depth(event);
            if (depth <= DEEPEST) {
                firings.skip(
                        trigger,
                        firing(trigger, event, depth),
                        "filter_failed",
                        failed.getMessage());
            }
        }
    }

    private void fire(Trigger trigger, Event event, Room room) {
        var depth = depth(event);
        if (depth < DEEPEST) {
            plan(trigger, firing(trigger, event, depth), room);
        } else if (depth == DEEPEST) {
            firings.skip(trigger, firing(trigger, event, depth), "loop", event.type());
        }
    }

    private void plan(Trigger trigger, Firing firing, Room room) {
        if (room.of(trigger.id().tenant()) == 0) {
            firings.passOver(trigger, firing);
        } else if (firings.plan(trigger, firing)) {
            room.take(trigger.id().tenant());
        }
    }

    private int depth(Event event) {
        return event.traceId() == null ? 0 : store.depth(event.tenant(), event.traceId());
    }

    private Firing firing(Trigger trigger, Event event, int depth) {
        return firings.pending(
                trigger,
                "event " + event.id(),
                event.occurredAt(),
                Overlap.ALLOW,
                bound(event),
                depth);
    }

    private static Map<String, Object> bound(Event event) {
        return Map.of(
                "event",
                Map.of(
                        "id", event.id().toString(),
                        "type", event.type(),
                        "subject", event.subject().toString(),
                        "sequence", event.sequence(),
                        "occurred_at", event.occurredAt().toString()),
                "data",
                data(event));
    }

    private static Map<String, Object> data(Event event) {
        return JsonValues.object(event.data());
    }

    /** How many more may fire now, looked up once a tenant: nobody else plans them meanwhile. */
    private final class Room {

        private final Map<TenantId, Integer> left = new HashMap<>();

        int of(TenantId tenant) {
            return left.computeIfAbsent(
                    tenant, it -> MOST_A_MINUTE - firings.ofEvents(it, MOST_A_MINUTE));
        }

        void take(TenantId tenant) {
            left.merge(tenant, -1, Integer::sum);
        }
    }
}
