package dev.baton.run;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.baton.tenant.TenantId;
import dev.baton.work.WorkQueue;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.stereotype.Component;

/**
 * How many runs of one tenant may be open. Counting takes its time, so it is done once in a while;
 * what other instances take in meanwhile may be a few too many.
 */
@Component
class RunRoom {

    private static final Duration COUNT_HOLDS = Duration.ofSeconds(10);
    private static final int REMEMBERED_TENANTS = 20_000;

    private final LoadingCache<TenantId, AtomicInteger> open;
    private final int most;

    RunRoom(WorkQueue work, RunProperties properties) {
        this.most = properties.maxQueued();
        this.open =
                Caffeine.newBuilder()
                        .maximumSize(REMEMBERED_TENANTS)
                        .expireAfterWrite(COUNT_HOLDS)
                        .build(
                                tenant ->
                                        new AtomicInteger(
                                                work.count(tenant, RunWorker.QUEUE, most)));
    }

    /** Takes a place. */
    void require(TenantId tenant) {
        if (open.get(tenant).incrementAndGet() > most) {
            throw new TooManyRuns(tenant, most);
        }
    }
}
