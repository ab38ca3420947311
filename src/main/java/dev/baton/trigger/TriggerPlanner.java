package dev.baton.trigger;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import dev.baton.event.Event;
import dev.baton.event.EventPattern;
import dev.baton.event.FeedConsumer;
import dev.baton.platform.cache.Caches;
import dev.baton.platform.json.JsonValues;
import dev.baton.tenant.TenantId;
import dev.baton.trigger.TriggerKind.OnEvent;
import dev.baton.trigger.TriggerKind.OnRunEnd;
import dev.baton.workflow.Conditions;
import dev.baton.workflow.Expression;
import dev.baton.workflow.ExpressionFailed;

import org.jspecify.annotations.Nullable;
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

    private static final int MOST_FILTERS = 1_000;

    static final Set<String> BOUND = Set.of("event", "data");

    private static final String ABOUT_RUNS = "run.";
    private static final Set<String> ENDS = Set.of("run.completed", "run.failed", "run.cancelled");
    private static final String ABOUT_TRIGGERS = "trigger.";

    /** What triggers on all about runs do not hear. */
    private static final Set<String> BY_NAME = Set.of("run.progressed", "run.rated");

    private final TriggerStore triggers;
    private final FiringStore store;
    private final Firings firings;
    private final Cache<String, Expression> filters;

    TriggerPlanner(TriggerStore triggers, FiringStore store, Firings firings, Caches caches) {
        this.triggers = triggers;
        this.store = store;
        this.firings = firings;
        this.filters =
                caches.make("trigger-filters", Caffeine.newBuilder().maximumSize(MOST_FILTERS));
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
            var heard = new Heard(event);
            for (var trigger : listening(listening, event.tenant())) {
                consider(trigger, heard, room);
            }
        }
    }

    /** What waits for these runs may begin now. */
    private void goOn(TenantId tenant, List<Event> ends) {
        var runs = ends.stream().map(Event::subject).distinct().toList();
        store.over(tenant, runs);
        store.triggers(tenant, runs).forEach(firings::next);
    }

    private static List<Trigger> listening(Map<TenantId, List<Trigger>> all, TenantId tenant) {
        return all.getOrDefault(tenant, List.of());
    }

    private void consider(Trigger trigger, Heard heard, Room room) {
        var event = heard.event;
        switch (trigger.kind()) {
            case OnEvent wanted -> {
                if (isWanted(wanted, event) && !isOwn(trigger, heard)) {
                    filtered(trigger, wanted, heard, room);
                }
            }
            case OnRunEnd wanted -> {
                if (event.type().startsWith(ABOUT_RUNS)
                        && wanted.on().contains(event.type().substring(ABOUT_RUNS.length()))
                        && wanted.workflow().toString().equals(heard.data().get("workflow_id"))) {
                    fire(trigger, heard, room);
                }
            }
            case TriggerKind.Schedule _, TriggerKind.Hook _ -> {}
        }
    }

    /**
     * Those of triggers are for who names them, since all would be heard by all, and so is how far
     * runs are: whoever wants all about runs does not want that every few seconds. What was thought
     * of one is as well: what rates runs would be begun by its own ratings.
     */
    private static boolean isWanted(OnEvent wanted, Event event) {
        return event.type().startsWith(ABOUT_TRIGGERS) || BY_NAME.contains(event.type())
                ? wanted.type().equals(event.type())
                : new EventPattern(wanted.type()).matches(event.type());
    }

    /** What happens to the runs that it begins, and to itself, does not fire it. */
    private static boolean isOwn(Trigger trigger, Heard heard) {
        var event = heard.event;
        if (event.type().startsWith(ABOUT_TRIGGERS)) {
            return event.subject().equals(trigger.id().value());
        }
        return event.type().startsWith(ABOUT_RUNS)
                && trigger.workflow().toString().equals(heard.data().get("workflow_id"));
    }

    private void filtered(Trigger trigger, OnEvent wanted, Heard heard, Room room) {
        if (wanted.filter() == null) {
            fire(trigger, heard, room);
            return;
        }
        try {
            var value = filters.get(wanted.filter(), TriggerPlanner::read).evaluate(heard.bound());
            if (Boolean.TRUE.equals(value)) {
                fire(trigger, heard, room);
            }
        } catch (ExpressionFailed failed) {
            if (heard.depth() <= DEEPEST) {
                firings.skip(trigger, firing(trigger, heard), "filter_failed", failed.getMessage());
            }
        }
    }

    private void fire(Trigger trigger, Heard heard, Room room) {
        var depth = heard.depth();
        if (depth < DEEPEST) {
            plan(trigger, firing(trigger, heard), room);
        } else if (depth == DEEPEST) {
            firings.skip(trigger, firing(trigger, heard), "loop", heard.event.type());
        }
    }

    private void plan(Trigger trigger, Firing firing, Room room) {
        if (room.of(trigger.id().tenant()) == 0) {
            firings.passOver(trigger, firing);
        } else if (firings.plan(trigger, firing)) {
            room.take(trigger.id().tenant());
        }
    }

    private Firing firing(Trigger trigger, Heard heard) {
        return firings.pending(
                trigger,
                "event " + heard.event.id(),
                heard.event.occurredAt(),
                Overlap.ALLOW,
                heard.bound(),
                heard.depth());
    }

    private static Expression read(String filter) {
        return Conditions.read(filter, BOUND);
    }

    /** An event, and what is asked of it for many triggers but looked up once. */
    private final class Heard {

        private final Event event;
        private @Nullable Map<String, Object> data;
        private @Nullable Integer depth;

        private Heard(Event event) {
            this.event = event;
        }

        Map<String, Object> data() {
            if (data == null) {
                data = JsonValues.object(event.data());
            }
            return data;
        }

        /** How many firings led to it. */
        int depth() {
            if (depth == null) {
                depth = event.traceId() == null ? 0 : store.depth(event.tenant(), event.traceId());
            }
            return depth;
        }

        Map<String, Object> bound() {
            return Map.of(
                    "event",
                    Map.of(
                            "id", event.id().toString(),
                            "type", event.type(),
                            "subject", event.subject().toString(),
                            "sequence", event.sequence(),
                            "occurred_at", event.occurredAt().toString()),
                    "data",
                    data());
        }
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
