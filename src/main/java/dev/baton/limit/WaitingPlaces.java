package dev.baton.limit;

import dev.baton.tenant.TenantId;

import java.util.concurrent.ConcurrentHashMap;

/** How many of a tenant's requests may stay at this instance for long, counted by the tenant. */
public final class WaitingPlaces {

    private final String limit;
    private final int most;
    private final ConcurrentHashMap<TenantId, Integer> taken = new ConcurrentHashMap<>();

    /**
     * @param limit what it is called in the answer to one who finds no place
     */
    public WaitingPlaces(String limit, int most) {
        this.limit = limit;
        this.most = most;
    }

    /** A place that is taken until it is closed. */
    public interface Place extends AutoCloseable {

        @Override
        void close();
    }

    /** Takes a place; {@link TooManyWaiting} when the tenant has none left. */
    public Place take(TenantId tenant) {
        taken.merge(
                tenant,
                1,
                (before, one) -> {
                    if (before >= most) {
                        throw new TooManyWaiting(limit, tenant, most);
                    }
                    return before + one;
                });
        return () -> taken.computeIfPresent(tenant, (_, count) -> count == 1 ? null : count - 1);
    }
}
