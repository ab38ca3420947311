package dev.baton.message;

import dev.baton.platform.problem.LimitReached;
import dev.baton.tenant.TenantId;
import java.time.Duration;
import java.util.Map;

/** As much text of the tenant is kept today as may be. */
class KeptTextsExhausted extends LimitReached {

    private final TenantId tenant;
    private final long most;

    KeptTextsExhausted(TenantId tenant, long most, Duration untilTomorrow) {
        super(
                "kept_text_exhausted",
                "Of one tenant %d bytes of text are kept a day; what must be kept is refused."
                        .formatted(most),
                untilTomorrow);
        this.tenant = tenant;
        this.most = most;
    }

    @Override
    public Map<String, Object> extensions() {
        return Map.of("limit", "tenant_kept_text", "owner", tenant.toString(), "bytes", most);
    }
}
