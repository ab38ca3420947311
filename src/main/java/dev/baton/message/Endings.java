package dev.baton.message;

import dev.baton.agent.AgentVitals;
import dev.baton.event.EventType;
import dev.baton.event.NewEvent;
import dev.baton.ledger.Money;
import dev.baton.ledger.Settlement;
import dev.baton.ledger.UsageRecord;
import dev.baton.ledger.UsageStatus;
import dev.baton.model.CallFailed;
import dev.baton.model.TokenUsage;
import dev.baton.platform.problem.Problem;
import dev.baton.tenant.TenantId;
import dev.baton.work.Claim;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Puts together what is recorded when a call ends, in each of the ways it can end. Nothing is read
 * for that: a call ends whatever state the database is in.
 */
@Component
class Endings {

    /** A call that ended well, before it is recorded. */
    record Completed(UsageRecord usage, Reply reply) {}

    /** A longer answer is not kept with its message; the caller has it. */
    private static final int LONGEST_KEPT = 4 * 1024 * 1024;

    private final AgentVitals vitals;
    private final KeptTexts texts;
    private final JsonMapper json;
    private final Clock clock;

    Endings(AgentVitals vitals, KeptTexts texts, JsonMapper json, Clock clock) {
        this.vitals = vitals;
        this.texts = texts;
        this.json = json;
        this.clock = clock;
    }

    AnswerAssembler assembler(Attempt attempt) {
        // What was let in from a provider has passed its own limits, not those for callers.
        return new AnswerAssembler(JsonMapper.shared(), attempt.memory());
    }

    AnswerHead head(Attempt attempt) {
        return new AnswerHead(
                attempt.question().id(),
                attempt.agent().id().value(),
                attempt.agent().name(),
                attempt.decision().id());
    }

    /** How long the agent has been at it. */
    Duration sinceStart(Attempt attempt) {
        return Duration.between(attempt.startedAt(), clock.instant());
    }

    Completed completed(Attempt attempt, TokenUsage tokens, @Nullable Long firstByteMicros) {
        var usage = usage(attempt, tokens, firstByteMicros, UsageStatus.COMPLETED, null);
        vitals.finished(attempt.agent().id(), true, sinceStart(attempt));
        var cost = new Money(usage.costNanos(), attempt.currency());
        vitals.charged(attempt.agent().id(), cost);
        var facts = attempt.facts();
        var reply =
                new Reply(
                        facts.message(),
                        facts.agent(),
                        facts.agentName(),
                        facts.model(),
                        tokens,
                        cost,
                        Duration.ofNanos(usage.latencyMicros() * 1_000),
                        usage.endedAt(),
                        attempt.decision().id(),
                        facts.traceId());
        return new Completed(usage, reply);
    }

    FinishedCall finished(
            Attempt attempt,
            Completed ended,
            JsonNode answer,
            @Nullable StoredResponse replay) {
        return finished(attempt, ended.usage(), answer, replay, null);
    }

    FinishedCall finished(Attempt attempt, Completed ended, JsonNode answer, Claim claim) {
        return finished(attempt, ended.usage(), answer, null, claim);
    }

    /** The caller left; what had come is kept and billed. */
    FinishedCall cancelled(
            Attempt attempt,
            TokenUsage tokens,
            @Nullable Long firstByteMicros,
            JsonNode soFar,
            @Nullable StoredResponse key) {
        var usage = usage(attempt, tokens, firstByteMicros, UsageStatus.CANCELLED, "cancelled");
        return new FinishedCall(
                settlement(attempt, usage),
                attempt.decision(),
                List.of(event(MessageEvents.FAILED, attempt, usage, "cancelled")),
                ending(attempt, usage, MessageStatus.CANCELLED, kept(soFar), false),
                counted(attempt, key),
                null);
    }

    /** The call failed and with it the message. */
    FinishedCall failed(
            Attempt attempt, CallFailed failure, Problem problem, @Nullable StoredResponse key) {
        noteFailure(attempt, failure);
        return failed(attempt, failure.usage(), problem, key, null);
    }

    /** The same for an asynchronous message. */
    FinishedCall failed(Attempt attempt, CallFailed failure, Problem problem, Claim claim) {
        noteFailure(attempt, failure);
        return failed(attempt, failure.usage(), problem, null, claim);
    }

    /** A fault of ours ended the call. */
    FinishedCall broken(
            Attempt attempt, TokenUsage tokens, Problem problem, @Nullable StoredResponse key) {
        return failed(attempt, tokens, problem, key, null);
    }

    private FinishedCall failed(
            Attempt attempt,
            TokenUsage tokens,
            Problem problem,
            @Nullable StoredResponse key,
            @Nullable Claim claim) {
        var usage = usage(attempt, tokens, null, UsageStatus.FAILED, problem.code());
        return new FinishedCall(
                settlement(attempt, usage),
                attempt.decision(),
                List.of(event(MessageEvents.FAILED, attempt, usage, problem.code())),
                ending(attempt, usage, MessageStatus.FAILED, write(problem), claim != null),
                counted(attempt, key),
                claim);
    }

    /** The call failed and the message will be tried again. */
    FinishedCall failedForNow(Attempt attempt, CallFailed failure, Problem problem) {
        noteFailure(attempt, failure);
        return failedForNow(attempt, failure.usage(), problem);
    }

    FinishedCall failedForNow(Attempt attempt, TokenUsage tokens, Problem problem) {
        var usage = usage(attempt, tokens, null, UsageStatus.FAILED, problem.code());
        return new FinishedCall(
                settlement(attempt, usage), attempt.decision(), List.of(), null, null, null);
    }

    /**
     * An attempt of a run's step failed. Its message says so until another attempt ends it, and nobody
     * is told: what it means is the run's.
     */
    FinishedCall attemptFailed(Attempt attempt, CallFailed failure, Problem problem) {
        noteFailure(attempt, failure);
        return attemptFailed(attempt, failure.usage(), problem);
    }

    FinishedCall attemptFailed(Attempt attempt, TokenUsage tokens, Problem problem) {
        var usage = usage(attempt, tokens, null, UsageStatus.FAILED, problem.code());
        return new FinishedCall(
                settlement(attempt, usage),
                attempt.decision(),
                List.of(),
                ending(attempt, usage, MessageStatus.FAILED, write(problem), false),
                null,
                null);
    }

    String write(Problem problem) {
        var node = json.createObjectNode();
        node.put("code", problem.code());
        node.put("status", problem.status());
        node.put("detail", problem.getMessage());
        return node.toString();
    }

    private FinishedCall finished(
            Attempt attempt,
            UsageRecord usage,
            JsonNode answer,
            @Nullable StoredResponse replay,
            @Nullable Claim claim) {
        return new FinishedCall(
                settlement(attempt, usage),
                attempt.decision(),
                List.of(event(MessageEvents.COMPLETED, attempt, usage, null)),
                ending(
                        attempt,
                        usage,
                        MessageStatus.COMPLETED,
                        kept(answer),
                        claim != null),
                counted(attempt, replay),
                claim);
    }

    private UsageRecord usage(
            Attempt attempt,
            TokenUsage tokens,
            @Nullable Long firstByteMicros,
            UsageStatus status,
            @Nullable String errorCode) {
        var now = clock.instant();
        return new UsageRecord(
                attempt.facts(),
                now,
                tokens,
                cost(attempt, tokens, status),
                micros(attempt.question().receivedAt(), now),
                firstByteMicros,
                status,
                errorCode,
                attempt.repeated(),
                attempt.decision().id());
    }

    /** What is the caller's own fault, or ours, says nothing about the agent. */
    private void noteFailure(Attempt attempt, CallFailed failure) {
        if (failure.reason() != CallFailed.Reason.REQUEST_REFUSED
                && failure.reason() != CallFailed.Reason.NO_ROOM) {
            vitals.finished(attempt.agent().id(), false, sinceStart(attempt));
        }
    }

    private String kept(JsonNode answer) {
        var text = json.writeValueAsString(answer);
        return text.length() <= LONGEST_KEPT ? text : notKept(text, "choices");
    }

    private String notKept(String text, String empty) {
        var instead = json.createObjectNode().put(Message.NOT_KEPT, text.length());
        instead.putArray(empty);
        return instead.toString();
    }

    /** An answer under a key is given again exactly or not at all: it is kept in any case. */
    private @Nullable StoredResponse counted(Attempt attempt, @Nullable StoredResponse replay) {
        if (replay == null || replay.response() == null) {
            return replay;
        }
        texts.count(attempt.facts().tenant(), replay.response().body().length);
        return new StoredResponse(
                replay.key(),
                attempt.seal().response(replay.key().message(), replay.response()));
    }

    /** A failure before anything was consumed costs nothing, also where a call has a fixed price. */
    private static long cost(Attempt attempt, TokenUsage tokens, UsageStatus status) {
        var nothing = tokens.input() == 0 && tokens.output() == 0;
        return status == UsageStatus.FAILED && nothing ? 0 : attempt.prepared().costNanos(tokens);
    }

    private MessageEnding ending(
            Attempt attempt,
            UsageRecord usage,
            MessageStatus status,
            String answer,
            boolean asynchronous) {
        var request = QuestionJson.write(attempt.question(), json);
        var whole = isKept(attempt.facts().tenant(), request, answer, asynchronous);
        var message = attempt.facts().message();
        var tells = whole || status == MessageStatus.FAILED;
        return new MessageEnding(
                asynchronous,
                attempt.number(),
                status,
                attempt.question().receivedAt(),
                attempt.seal().request(message, whole ? request : notKept(request, "messages")),
                attempt.seal().answer(message, tells ? answer : notKept(answer, "choices")),
                attempt.question().trace().correlation(),
                settlement(attempt, usage));
    }

    /** Who asked for later fetches the answer from where it is kept; the question is there already. */
    private boolean isKept(
            TenantId tenant, String request, String answer, boolean asynchronous) {
        if (asynchronous) {
            texts.count(tenant, answer);
            return true;
        }
        return texts.take(tenant, request, answer);
    }

    private static Settlement settlement(Attempt attempt, UsageRecord usage) {
        return new Settlement(usage, attempt.reservation());
    }

    private static NewEvent event(
            EventType type, Attempt attempt, UsageRecord usage, @Nullable String code) {
        return MessageEvents.ended(type, usage, attempt.currency(), code);
    }

    private static long micros(Instant from, Instant to) {
        return Duration.between(from, to).toNanos() / 1_000;
    }
}
