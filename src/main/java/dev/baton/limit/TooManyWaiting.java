package dev.baton.limit;

import dev.baton.platform.problem.LimitReached;
import dev.baton.tenant.TenantId;

import java.time.Duration;
import java.util.Map;

/** As many requests of the tenant wait for something, or follow it, as may at a time. */
public class TooManyWaiting extends LimitReached {

    private final String limit;
    private final TenantId tenant;

    /**
     * @param limit what it is called in the answer
     */
    public TooManyWaiting(String limit, TenantId tenant, int most) {
        super(
                "too_many_waiting",
                "A tenant may have %d requests waiting here at a time.".formatted(most),
                Duration.ofSeconds(5),
                most);
        this.limit = limit;
        this.tenant = tenant;
    }

    @Override
    public Map<String, Object> extensions() {
        return Map.of("limit", limit, "owner", tenant.toString());
    }
}
