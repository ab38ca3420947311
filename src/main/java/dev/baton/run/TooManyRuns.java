package dev.baton.run;

import dev.baton.platform.problem.LimitReached;
import dev.baton.tenant.TenantId;
import java.time.Duration;
import java.util.Map;

/** As many runs of the tenant are open as may be. */
class TooManyRuns extends LimitReached {

    private final TenantId tenant;
    private final int most;

    TooManyRuns(TenantId tenant, int most) {
        super(
                "too_many_runs",
                "The tenant may have %d runs that have not ended.".formatted(most),
                Duration.ofSeconds(10),
                most);
        this.tenant = tenant;
        this.most = most;
    }

    @Override
    public Map<String, Object> extensions() {
        return Map.of("limit", "tenant_runs", "owner", tenant.toString(), "runs", most);
    }
}
