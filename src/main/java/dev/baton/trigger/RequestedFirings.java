package dev.baton.trigger;

import dev.baton.platform.trace.Trace;
import dev.baton.tenant.Actor;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.util.Map;
import java.util.UUID;

/** Firings that somebody's request is: its answer tells of the run, or why there is none. */
@Component
class RequestedFirings {

    private final Chain chain;
    private final Beginning beginning;
    private final Firings firings;

    RequestedFirings(Chain chain, Beginning beginning, Firings firings) {
        this.chain = chain;
        this.beginning = beginning;
        this.firings = firings;
    }

    /**
     * The run that began, or had begun for the same key. Not within a transaction.
     *
     * @param key what made it fire
     * @param cause what the run sees as {@code input.trigger}
     * @param caller what the request says of the run that it comes from; null for nothing
     * @throws TriggerLoop when as many firings as may have led to the request
     * @throws TriggerInputFailed when its input cannot be made of the cause
     */
    UUID begin(
            Trigger trigger,
            UUID firing,
            String key,
            Map<String, Object> cause,
            Trace trace,
            Actor by,
            @Nullable String caller) {
        var depth = chain.depth(caller);
        if (depth >= TriggerPlanner.DEEPEST) {
            firings.refused(trigger, trace.traceId(), depth, "loop", trigger.kind().wire());
            throw new TriggerLoop();
        }
        try {
            var run = beginning.begin(trigger, firing, key, cause, trace, by).id().value();
            firings.began(trigger, run, key, trace.traceId(), depth);
            return run;
        } catch (TriggerInputFailed failed) {
            firings.refused(trigger, trace.traceId(), depth, failed.code(), failed.getMessage());
            throw failed;
        }
    }
}
