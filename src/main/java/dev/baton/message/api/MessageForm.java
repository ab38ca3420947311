package dev.baton.message.api;

import dev.baton.ledger.Money;
import dev.baton.message.AnswerHead;
import dev.baton.message.Message;
import dev.baton.message.MessageExchange;
import dev.baton.message.MessageStatus;
import dev.baton.message.Question;
import dev.baton.message.Reply;
import dev.baton.message.Response;
import dev.baton.message.SseOutput;
import dev.baton.model.Answer;
import dev.baton.model.AnswerChunk;
import dev.baton.tenant.TenantDirectory;
import dev.baton.work.WorkProgress;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * How the messages API writes answers. A stream is {@code message.started}, {@code message.delta} for
 * each piece, then {@code message.completed} with the figures or {@code message.failed} with the
 * problem.
 */
@Component
class MessageForm implements MessageExchange.Form {

    private final JsonMapper json;
    private final TenantDirectory tenants;

    MessageForm(JsonMapper json, TenantDirectory tenants) {
        this.json = json;
        this.tenants = tenants;
    }

    @Override
    public byte[] write(Answer answer, Reply reply) {
        return json.writeValueAsBytes(completed(answer.body(), reply));
    }

    @Override
    public byte[] opening(AnswerHead head) {
        var started = json.createObjectNode();
        started.put("id", head.message().toString());
        started.putObject("agent")
                .put("id", head.agent().toString())
                .put("name", head.agentName());
        started.put("decision_id", head.decision().toString());
        return SseOutput.encode("message.started", started.toString());
    }

    @Override
    public byte[] piece(AnswerChunk chunk) {
        return SseOutput.encode("message.delta", chunk.json());
    }

    @Override
    public byte[] ending(Reply reply) {
        var completed = completed(json.createObjectNode(), reply);
        return SseOutput.encode("message.completed", json.writeValueAsString(completed));
    }

    @Override
    public byte[] failure(Map<String, Object> problem) {
        return SseOutput.encode("message.failed", json.writeValueAsString(problem));
    }

    /** 202: where the message is to be looked up. */
    Response accepted(Question question) {
        var body =
                json.writeValueAsBytes(
                new MessageJson(
                        question.id().toString(),
                        MessageStatus.QUEUED.wire(),
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        question.trace().traceId(),
                        question.receivedAt(),
                        null,
                        0,
                        null,
                        null,
                        null));
        return Response.json(202, body)
                .with(
                        Map.of(
                                "Location", "/api/v1/messages/" + question.id(),
                                "Preference-Applied", "respond-async",
                                "X-Baton-Message", question.id().toString()));
    }

    MessageJson completed(JsonNode answer, Reply reply) {
        var choice = answer.path("choices").path(0);
        return new MessageJson(
                reply.message().toString(),
                MessageStatus.COMPLETED.wire(),
                new MessageJson.AgentJson(reply.agent().toString(), reply.agentName()),
                choice.path("message").path("content").asString(""),
                choice.path("message"),
                choice.path("finish_reason").asStringOpt().orElse(null),
                new MessageJson.UsageJson(reply.tokens().input(), reply.tokens().output()),
                new MessageJson.CostJson(reply.cost().text(), reply.cost().currency()),
                reply.latency().toMillis(),
                reply.decision().toString(),
                reply.traceId(),
                reply.endedAt().minus(reply.latency()),
                reply.endedAt(),
                1,
                null,
                null,
                null);
    }

    /** An event {@code message.queued}, or the one of its end. */
    byte[] progress(Message message, @Nullable WorkProgress progress) {
        return SseOutput.encode(
                "message." + message.status().wire(),
                json.writeValueAsString(json(message, progress)));
    }

    /** @param progress of one that waits for its answer */
    MessageJson json(Message message, @Nullable WorkProgress progress) {
        // What is kept was let in once; the limits for callers do not count again.
        var stored =
                message.answer() == null
                        ? null
                        : JsonMapper.shared().readTree(message.answer());
        var failed = message.status() == MessageStatus.FAILED;
        var choice =
                stored == null || failed
                        ? json.missingNode()
                        : stored.path("choices").path(0);
        var currency = tenants.get(message.tenant()).currency();
        return new MessageJson(
                message.id().toString(),
                message.status().wire(),
                agent(message.agent(), message.agentName()),
                choice.path("message").path("content").asStringOpt().orElse(null),
                choice.path("message").isMissingNode() ? null : choice.path("message"),
                choice.path("finish_reason").asStringOpt().orElse(null),
                message.tokensIn() == null || message.tokensOut() == null
                        ? null
                        : new MessageJson.UsageJson(message.tokensIn(), message.tokensOut()),
                message.costNanos() == null
                        ? null
                        : new MessageJson.CostJson(
                                new Money(message.costNanos(), currency).text(), currency),
                message.latencyMicros() == null ? null : message.latencyMicros() / 1_000,
                message.decision() == null ? null : message.decision().toString(),
                message.traceId(),
                message.createdAt(),
                message.endedAt(),
                progress == null ? message.attempts() : progress.begun(),
                progress == null ? null : MessageJson.ProgressJson.of(progress),
                stored != null && stored.has(Message.NOT_KEPT) ? false : null,
                failed ? stored : null);
    }

    private static MessageJson.@Nullable AgentJson agent(
            @Nullable UUID id, @Nullable String name) {
        return id == null || name == null
                ? null
                : new MessageJson.AgentJson(id.toString(), name);
    }
}
