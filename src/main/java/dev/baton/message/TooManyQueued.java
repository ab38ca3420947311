package dev.baton.message;

import dev.baton.platform.problem.LimitReached;
import dev.baton.tenant.TenantId;
import java.time.Duration;
import java.util.Map;

/** As many messages of the tenant wait for their answer as may wait. */
class TooManyQueued extends LimitReached {

    private final TenantId tenant;
    private final int most;

    TooManyQueued(TenantId tenant, int most) {
        super(
                "too_many_queued",
                "The tenant may have %d messages waiting for their answers.".formatted(most),
                Duration.ofSeconds(10),
                most);
        this.tenant = tenant;
        this.most = most;
    }

    @Override
    public Map<String, Object> extensions() {
        return Map.of("limit", "tenant_queue", "owner", tenant.toString(), "queued", most);
    }
}
