package dev.baton.message;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.baton.decision.Decision;
import dev.baton.event.NewEvent;
import dev.baton.ledger.BudgetExhausted;
import dev.baton.limit.LimitRefused;
import dev.baton.limit.RateLimited;
import dev.baton.platform.Ids;
import dev.baton.platform.problem.LimitReached;
import dev.baton.platform.problem.Problem;
import dev.baton.selection.NoAgentFits;
import dev.baton.tenant.Actor;
import dev.baton.tenant.TenantId;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Remembers refusals by limits and budgets, and for want of an agent: one decision and one event a limit and window, so that a
 * flood of refusals is not a flood of rows. The others are counted.
 */
@Component
public class Refusals {

    private static final Duration WINDOW = Duration.ofMinutes(1);

    private record Told(TenantId tenant, String code, String limit, String owner) {}

    private final CallCommit commit;
    private final MeterRegistry meters;
    private final Clock clock;
    private final Cache<Told, Boolean> told;

    Refusals(CallCommit commit, MeterRegistry meters, Clock clock) {
        this.commit = commit;
        this.meters = meters;
        this.clock = clock;
        this.told =
                Caffeine.newBuilder()
                        .expireAfterWrite(WINDOW)
                        .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                        .maximumSize(100_000)
                        .build();
    }

    /** A request that no question was read of; its decision is about who asked. */
    @EventListener
    void on(LimitRefused refused) {
        var by = refused.by();
        var subject = by.id() == null ? by.tenant().value() : by.id();
        note(by, subject, refused.traceId(), refused.refusal());
    }

    void note(Actor by, Question question, Problem refusal) {
        note(by, question.id(), question.trace().traceId(), refusal);
    }

    /** Notes a refusal if it is one of those that are remembered. */
    public void note(Actor by, UUID subject, String traceId, Problem refusal) {
        if (!isRemembered(refusal)) {
            return;
        }
        var limit = String.valueOf(refusal.extensions().getOrDefault("limit", refusal.code()));
        meters.counter("baton_refusals", "code", refusal.code(), "limit", limit).increment();
        var owner = String.valueOf(refusal.extensions().getOrDefault("owner", ""));
        var key = new Told(by.tenant(), refusal.code(), limit, owner);
        if (told.asMap().putIfAbsent(key, true) != null) {
            return;
        }
        var decision =
                refusal instanceof NoAgentFits none
                        ? none.decision()
                        : decision(by, subject, refusal);
        commit.refused(
                new RefusedCall(
                        decision.inTrace(traceId),
                        events(by, limit, refusal, decision, traceId)));
    }

    private static boolean isRemembered(Problem refusal) {
        return refusal instanceof LimitReached
                || refusal instanceof BudgetExhausted
                || refusal instanceof NoAgentFits;
    }

    private Decision decision(Actor by, UUID subject, Problem refusal) {
        var facts = new HashMap<String, String>();
        facts.put("detail", refusal.getMessage());
        refusal.extensions().forEach((name, value) -> facts.put(name, String.valueOf(value)));
        return new Decision(
                by.tenant(),
                Ids.next(),
                clock.instant(),
                subject,
                new Decision.Refusal(refusal.code(), facts));
    }

    private static List<NewEvent> events(
            Actor by, String limit, Problem refusal, Decision decision, String traceId) {
        if (!(refusal instanceof RateLimited) && !(refusal instanceof BudgetExhausted)) {
            return List.of();
        }
        return List.of(
                new NewEvent(
                        by.tenant(),
                        MessageEvents.LIMIT_REACHED,
                        decision.id(),
                        Map.of(
                                "code", refusal.code(),
                                "limit", limit,
                                "detail", refusal.getMessage(),
                                "decision_id", decision.id().toString()),
                        traceId));
    }
}
