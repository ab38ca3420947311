package dev.baton.limit;

import dev.baton.platform.problem.LimitReached;
import dev.baton.tenant.TenantId;
import java.time.Duration;
import java.util.Map;

/** The tenant has as many calls in flight as it may have at a time. */
public class TooManyInFlight extends LimitReached {

    private final TenantId tenant;
    private final int most;

    TooManyInFlight(TenantId tenant, int most) {
        super(
                "too_many_in_flight",
                "The tenant may have %d calls in flight at a time.".formatted(most),
                Duration.ofSeconds(1),
                most);
        this.tenant = tenant;
        this.most = most;
    }

    @Override
    public Map<String, Object> extensions() {
        return Map.of(
                "limit", "tenant_concurrency", "owner", tenant.toString(), "concurrent", most);
    }
}
