package dev.baton.console.trace;

import dev.baton.decision.Decision;
import dev.baton.decision.Decisions;
import dev.baton.decision.RefusalSentence;
import dev.baton.event.Event;
import dev.baton.event.EventLog;
import dev.baton.ledger.UsageLog;
import dev.baton.ledger.UsageRow;
import dev.baton.ledger.UsageStatus;
import dev.baton.message.Message;
import dev.baton.message.MessageInbox;
import dev.baton.message.MessageStatus;
import dev.baton.platform.web.Formats;
import dev.baton.run.Run;
import dev.baton.run.RunDesk;
import dev.baton.run.RunStatus;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.webhook.Delivery;
import dev.baton.webhook.DeliveryStatus;
import dev.baton.webhook.DeliveryDesk;

import org.springframework.stereotype.Component;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Puts together what one request led to, in the order in which it happened. */
@Component
class TraceTimeline {

    /** A trace is one request; a caller who gives all of its own the same trace sees the first. */
    private static final int MOST = 200;

    private final MessageInbox messages;
    private final RunDesk runs;
    private final UsageLog usage;
    private final EventLog events;
    private final DeliveryDesk deliveries;
    private final Decisions decisions;
    private final Formats formats;

    TraceTimeline(
            MessageInbox messages,
            RunDesk runs,
            UsageLog usage,
            EventLog events,
            DeliveryDesk deliveries,
            Decisions decisions,
            Formats formats) {
        this.messages = messages;
        this.runs = runs;
        this.usage = usage;
        this.events = events;
        this.deliveries = deliveries;
        this.decisions = decisions;
        this.formats = formats;
    }

    /** Only what the actor may read. */
    List<TraceEntry> of(String traceId, Actor by) {
        return Stream.of(
                        runs(traceId, by),
                        messages(traceId, by),
                        refusals(traceId, by),
                        calls(traceId, by),
                        events(traceId, by))
                .flatMap(entries -> entries)
                .sorted(Comparator.comparing(TraceEntry::at))
                .toList();
    }

    private Stream<TraceEntry> runs(String traceId, Actor by) {
        return by.may(Permission.RUNS_READ)
                ? runs.ofTrace(by.tenant(), traceId, MOST).stream().map(TraceTimeline::entry)
                : Stream.empty();
    }

    private Stream<TraceEntry> messages(String traceId, Actor by) {
        return by.may(Permission.MESSAGES_READ)
                ? messages.ofTrace(by.tenant(), traceId, MOST).stream().map(TraceTimeline::entry)
                : Stream.empty();
    }

    private Stream<TraceEntry> refusals(String traceId, Actor by) {
        return by.may(Permission.MESSAGES_READ)
                ? decisions.ofTrace(by.tenant(), traceId, MOST).stream().map(this::entry)
                : Stream.empty();
    }

    private Stream<TraceEntry> calls(String traceId, Actor by) {
        return by.may(Permission.USAGE_READ)
                ? usage.ofTrace(by.tenant(), traceId).stream().limit(MOST).map(TraceTimeline::entry)
                : Stream.empty();
    }

    private Stream<TraceEntry> events(String traceId, Actor by) {
        if (!by.may(Permission.WEBHOOKS_READ)) {
            return Stream.empty();
        }
        var found = events.ofTrace(by.tenant(), traceId, MOST);
        var sent = deliveries.ofEvents(by.tenant(), found.stream().map(Event::id).toList());
        return Stream.concat(
                found.stream().map(TraceTimeline::entry),
                sent.stream().map(TraceTimeline::entry));
    }

    private static TraceEntry entry(Run run) {
        var title = run.head().title();
        return new TraceEntry(
                run.head().createdAt(),
                "run",
                state(run.status()),
                title == null ? run.id().toString() : title,
                run.status().wire(),
                "run.status." + run.status().wire(),
                List.of(),
                "/runs/" + run.id());
    }

    private static TraceEntry entry(Message message) {
        var agent = message.agentName();
        return new TraceEntry(
                message.createdAt(),
                "message",
                state(message.status()),
                agent == null ? message.id().toString() : agent,
                message.status().wire(),
                "message.status." + message.status().wire(),
                List.of(),
                "/messages/" + message.id());
    }

    private TraceEntry entry(Decision refused) {
        var rule = rule(refused.explanation());
        var sentence = sentence(refused.explanation());
        return new TraceEntry(
                refused.decidedAt(),
                "refusal",
                "failed",
                rule,
                rule,
                sentence.map(RefusalSentence::key).orElse(null),
                sentence.map(RefusalSentence::arguments).orElse(List.of()),
                "/decisions/" + refused.id());
    }

    private static String rule(Decision.Explanation explanation) {
        return switch (explanation) {
            case Decision.Refusal refusal -> refusal.rule();
            case Decision.Selection _ -> "no_agent_fits";
        };
    }

    private Optional<RefusalSentence> sentence(Decision.Explanation explanation) {
        return explanation instanceof Decision.Refusal refusal
                ? RefusalSentence.of(refusal.rule(), refusal.facts(), formats)
                : Optional.empty();
    }

    private static TraceEntry entry(UsageRow call) {
        var error = call.errorCode();
        return new TraceEntry(
                call.endedAt(),
                "call",
                call.status() == UsageStatus.COMPLETED ? "ok" : "failed",
                call.model(),
                error == null ? call.status().wire() : error,
                error == null ? "ledger.status." + call.status().wire() : null,
                List.of(),
                // Of a call that a crash cut off there is no message.
                call.status() == UsageStatus.INTERRUPTED ? "" : "/messages/" + call.message());
    }

    private static TraceEntry entry(Event event) {
        return new TraceEntry(event.occurredAt(), "event", "ok", event.type(), "", null, List.of(), "");
    }

    private static TraceEntry entry(Delivery delivery) {
        return new TraceEntry(
                delivery.createdAt(),
                "delivery",
                state(delivery.status()),
                delivery.eventType(),
                delivery.status().wire(),
                "webhook.delivery." + delivery.status().wire(),
                List.of(),
                "/webhooks/%s/deliveries/%s".formatted(delivery.endpoint(), delivery.id()));
    }

    private static String state(RunStatus status) {
        return switch (status) {
            case PENDING, WAITING, WAITING_APPROVAL -> "waiting";
            case RUNNING, COMPENSATING -> "running";
            case PAUSED -> "held";
            case COMPLETED -> "ok";
            case FAILED, TIMED_OUT -> "failed";
            case CANCELLED -> "off";
        };
    }

    private static String state(MessageStatus status) {
        return switch (status) {
            case QUEUED -> "waiting";
            case COMPLETED -> "ok";
            case FAILED, CANCELLED -> "failed";
        };
    }

    private static String state(DeliveryStatus status) {
        return switch (status) {
            case PENDING -> "waiting";
            case DELIVERED -> "ok";
            case HELD -> "held";
            case EXHAUSTED -> "failed";
        };
    }
}
