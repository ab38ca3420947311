package dev.baton.agent;

import dev.baton.model.AnswerChunk;
import dev.baton.model.AnswerStream;
import dev.baton.model.CallFailed;
import dev.baton.model.TokenUsage;
import dev.baton.platform.http.OutgoingExchange;
import dev.baton.platform.http.OutgoingFailure;
import dev.baton.platform.http.SseEvent;
import dev.baton.platform.http.SseReader;
import dev.baton.platform.memory.NoRoom;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * A remote agent's event stream: {@code delta} events with text, then {@code done}. A stream that
 * ends without {@code done} was cut.
 */
final class HttpAgentStream implements AnswerStream {

    private static final int MAX_EVENT = 1 << 20;

    private final OutgoingExchange exchange;
    private final SseReader events;
    private final Completion completion;
    private final HttpAgentRequest request;
    private final long inputTokens;
    private final HttpAgentMetrics metrics;
    private final Queue<AnswerChunk> pieces = new ArrayDeque<>(3);
    private final StringBuilder text = new StringBuilder();
    private @Nullable TokenUsage told;
    private volatile boolean cancelled;

    HttpAgentStream(
            OutgoingExchange exchange,
            Completion completion,
            HttpAgentRequest request,
            long inputTokens,
            HttpAgentMetrics metrics) {
        this.exchange = exchange;
        this.events = new SseReader(exchange.body(), MAX_EVENT, request.call().memory());
        this.completion = completion;
        this.request = request;
        this.inputTokens = inputTokens;
        this.metrics = metrics;
        pieces.add(completion.opening());
    }

    @Override
    public @Nullable AnswerChunk next() throws CallFailed {
        try {
            while (pieces.isEmpty() && told == null) {
                take(read());
            }
            return pieces.poll();
        } catch (CallFailed failure) {
            metrics.failed(failure);
            throw failure;
        }
    }

    @Override
    public TokenUsage usage() {
        return told == null
                ? HttpAgentCall.usage(JsonMapper.shared().nullNode(), text.toString(), inputTokens)
                : told;
    }

    @Override
    public void cancel() {
        cancelled = true;
        exchange.cancel();
    }

    @Override
    public void close() {
        exchange.close();
    }

    private SseEvent read() throws CallFailed {
        try {
            var event = events.next();
            if (event == null) {
                throw HttpAgentFailures.cut(usage());
            }
            return event;
        } catch (OutgoingFailure e) {
            throw cancelled
                    ? CallFailed.cancelled(usage())
                    : CallFailed.of(e, usage());
        } catch (NoRoom e) {
            throw CallFailed.noRoom(usage());
        } catch (IOException e) {
            throw new IllegalStateException("a body fails with OutgoingFailure only", e);
        }
    }

    private void take(SseEvent event) throws CallFailed {
        switch (event.type()) {
            case "delta" -> delta(json(event));
            case "done" -> done(json(event));
            case "error" ->
                    throw HttpAgentFailures.told(
                            request.scrub(HttpAgentFailures.words(json(event))), usage());
            default -> {
                // Newer contracts may have more events; what is not known changes nothing.
            }
        }
    }

    private void delta(JsonNode data) throws CallFailed {
        if (!data.path("text").isString()) {
            throw HttpAgentFailures.garbled("a delta has no text.", usage());
        }
        var piece = data.path("text").stringValue();
        makeRoom(piece.length());
        text.append(piece);
        pieces.add(completion.piece(piece));
    }

    private void makeRoom(int characters) throws CallFailed {
        try {
            request.call().memory().grow(characters);
        } catch (NoRoom e) {
            throw CallFailed.noRoom(usage());
        }
    }

    private void done(JsonNode data) {
        var usage = HttpAgentCall.usage(data.path("usage"), text.toString(), inputTokens);
        told = usage;
        pieces.addAll(completion.endings(data.path("finish_reason").asString("stop"), usage));
    }

    private JsonNode json(SseEvent event) throws CallFailed {
        try {
            return JsonMapper.shared().readTree(event.data());
        } catch (JacksonException e) {
            throw HttpAgentFailures.garbled("an event is not JSON.", usage());
        }
    }
}
