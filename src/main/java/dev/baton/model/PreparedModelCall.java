package dev.baton.model;

import dev.baton.model.provider.ProviderCall;
import dev.baton.model.provider.RequestBody;

/**
 * A call that is checked and priced and can go out, once. Nothing has left the house yet, so money
 * can be reserved first.
 */
public final class PreparedModelCall {

    private final ModelCall call;
    private final ProviderKind kind;
    private final Price price;
    private final ProviderCall outgoing;
    private final ModelMetrics.Service metrics;

    PreparedModelCall(
            ModelCall call,
            ProviderKind kind,
            Price price,
            ProviderCall outgoing,
            ModelMetrics.Service metrics) {
        this.call = call;
        this.kind = kind;
        this.price = price;
        this.outgoing = outgoing;
        this.metrics = metrics;
    }

    /** The price that was in force when the call was prepared; it stays the call's price. */
    public Price price() {
        return price;
    }

    /** The most it can cost, in nano-units of the caller's currency. */
    public long worstCaseNanos() {
        var request = new RequestBody(call);
        return price.worstCase(
                kind.mostTokens(Tokens.ofRequest(call.body())),
                request.maxOutputTokens() * request.choices());
    }

    /** What this use costs, in nano-units of the caller's currency, rounded up. */
    public long costNanos(TokenUsage usage) {
        return price.cost(usage);
    }

    /** Calls and waits for the whole answer. */
    public Answer answer() throws CallFailed {
        var watch = metrics.start();
        try {
            var answer = outgoing.answer();
            watch.succeeded(answer.usage());
            return answer;
        } catch (CallFailed e) {
            watch.failed(e);
            throw e;
        } catch (RuntimeException fault) {
            watch.brokenOff(TokenUsage.NONE);
            throw fault;
        }
    }

    /** Calls and gives the answer piece by piece; returns when the first piece has come. */
    public AnswerStream stream() throws CallFailed {
        var watch = metrics.start();
        try {
            return new MeasuredStream(outgoing.stream(), watch);
        } catch (CallFailed e) {
            watch.failed(e);
            throw e;
        } catch (RuntimeException fault) {
            watch.brokenOff(TokenUsage.NONE);
            throw fault;
        }
    }

    /** Ends the call upstream at once; callable from any thread, also before it started. */
    public void cancel() {
        outgoing.cancel();
    }
}
