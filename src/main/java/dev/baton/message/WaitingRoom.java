package dev.baton.message;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.baton.tenant.Actor;
import dev.baton.tenant.TenantId;
import dev.baton.work.WorkQueue;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.stereotype.Component;

/**
 * How many messages of one tenant may wait: what is taken in has to be answered some day, whatever
 * else is asked by then. Counting a long queue takes its time, so it is counted once a second; what
 * other instances take in meanwhile may be a few too many.
 */
@Component
class WaitingRoom {

    private static final Duration COUNT_HOLDS = Duration.ofSeconds(1);
    private static final int REMEMBERED_TENANTS = 20_000;

    private final LoadingCache<TenantId, AtomicInteger> waiting;
    private final Refusals refusals;
    private final int most;

    WaitingRoom(WorkQueue work, Refusals refusals, MessageProperties properties) {
        this.refusals = refusals;
        this.most = properties.maxQueued();
        this.waiting =
                Caffeine.newBuilder()
                        .maximumSize(REMEMBERED_TENANTS)
                        .expireAfterWrite(COUNT_HOLDS)
                        .build(
                                tenant ->
                                        new AtomicInteger(
                                                work.count(tenant, MessageWorker.QUEUE, most)));
    }

    /** Takes a place. */
    void requireRoom(Actor by, Question question) {
        if (waiting.get(by.tenant()).incrementAndGet() <= most) {
            return;
        }
        var full = new TooManyQueued(by.tenant(), most);
        refusals.note(by, question, full);
        throw full;
    }
}
