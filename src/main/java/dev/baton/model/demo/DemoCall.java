package dev.baton.model.demo;

import dev.baton.model.Answer;
import dev.baton.model.AnswerStream;
import dev.baton.model.CallFailed;
import dev.baton.model.CallFailed.Reason;
import dev.baton.model.ModelCall;
import dev.baton.model.TokenUsage;
import dev.baton.model.Tokens;
import dev.baton.model.provider.ProviderCall;
import dev.baton.model.provider.RequestBody;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** One call to the demo model. */
final class DemoCall implements ProviderCall {

    private final ModelCall call;
    private final RequestBody request;
    private final Clock clock;
    private final Duration tokenDelay;
    private final CountDownLatch cancelled = new CountDownLatch(1);
    private final long inputTokens;

    DemoCall(ModelCall call, Clock clock, Duration tokenDelay) {
        this.call = call;
        this.request = new RequestBody(call);
        this.clock = clock;
        this.tokenDelay = tokenDelay;
        this.inputTokens = Tokens.ofRequest(call.body());
        // Refused before money is reserved, as a real provider would refuse them afterwards.
        request.choices();
        request.maxOutputTokens();
    }

    @Override
    public Answer answer() throws CallFailed {
        var sayings = sayings();
        var usage = usage(sayings.stream().mapToLong(it -> it.pieces().size()).sum());
        for (var left = usage.output(); left > 0; left--) {
            think(usage(0));
        }
        var json = json();
        return new Answer(json.answer(sayings, usage), usage);
    }

    @Override
    public AnswerStream stream() throws CallFailed {
        var sayings = sayings();
        think(usage(0));
        return new DemoStream(this, json(), sayings, request.wantsUsage());
    }

    @Override
    public void cancel() {
        cancelled.countDown();
    }

    TokenUsage usage(long output) {
        return new TokenUsage(inputTokens, 0, output, false);
    }

    /** Takes the time of one token, unless the call is cancelled or late. */
    void think(TokenUsage usage) throws CallFailed {
        try {
            if (cancelled.await(tokenDelay.toNanos(), TimeUnit.NANOSECONDS)) {
                throw CallFailed.cancelled(usage);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CallFailed.cancelled(usage);
        }
        check(usage);
    }

    private void check(TokenUsage usage) throws CallFailed {
        if (cancelled.getCount() == 0) {
            throw CallFailed.cancelled(usage);
        }
        if (clock.instant().isAfter(call.deadline())) {
            throw new CallFailed(Reason.TIMEOUT, "The demo model took too long.", usage);
        }
    }

    private DemoJson json() {
        return new DemoJson(
                "chatcmpl-demo-" + call.idempotencyKey(),
                clock.instant().getEpochSecond(),
                call.model().name());
    }

    private List<Saying> sayings() throws CallFailed {
        try {
            return sayings(new Effort(() -> check(TokenUsage.NONE)));
        } catch (Effort.Over e) {
            throw e.failure();
        }
    }

    private List<Saying> sayings(Effort effort) {
        effort.step(0);
        var speaker = new Speaker(call.body(), effort);
        var tool = speaker.tool();
        var sayings = new ArrayList<Saying>();
        for (var choice = 0; choice < request.choices(); choice++) {
            sayings.add(
                    Saying.of(
                            tool.map(it -> it.path("name").asString("")).orElse(null),
                            tool.isPresent() ? speaker.arguments(tool.get()) : speaker.text(choice),
                            request.stops(),
                            request.maxOutputTokens(),
                            effort));
        }
        return sayings;
    }
}
