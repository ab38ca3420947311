package dev.baton.limit;

import dev.baton.tenant.Tenant;
import dev.baton.tenant.TenantId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.stereotype.Component;

/**
 * How many calls each tenant has in flight on this instance, waiting ones included: what a tenant
 * may hold of it at a time, however fast its requests come.
 */
@Component
public class CallsInFlight {

    private final LimitProperties defaults;
    private final Map<TenantId, Integer> calls = new ConcurrentHashMap<>();

    CallsInFlight(LimitProperties defaults) {
        this.defaults = defaults;
    }

    /**
     * Counts one call more until the permit is closed.
     *
     * @throws TooManyInFlight when the tenant has as many as it may have
     */
    public Permit enter(Tenant tenant) {
        int most = tenant.concurrentRequests().orElse(defaults.concurrent());
        calls.compute(
                tenant.id(),
                (_, count) -> {
                    if (count != null && count >= most) {
                        throw new TooManyInFlight(tenant.id(), most);
                    }
                    return count == null ? 1 : count + 1;
                });
        return new Permit(tenant.id());
    }

    public int of(TenantId tenant) {
        return calls.getOrDefault(tenant, 0);
    }

    /** One call in flight. Closing it twice counts once. */
    public final class Permit implements AutoCloseable {

        private final TenantId tenant;
        private final AtomicBoolean open = new AtomicBoolean(true);

        private Permit(TenantId tenant) {
            this.tenant = tenant;
        }

        @Override
        public void close() {
            if (open.compareAndSet(true, false)) {
                calls.computeIfPresent(tenant, (_, count) -> count == 1 ? null : count - 1);
            }
        }
    }
}
