package dev.baton.ledger;

import dev.baton.tenant.TenantId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/** Tenants whose month may have passed a threshold since somebody last looked. */
@Component
class SpendingSigns {

    /**
     * A tenant that was noted.
     *
     * @param refused the least, in nano-units, that a call was refused meanwhile
     */
    record Sign(TenantId tenant, OptionalLong refused) {}

    private static final long NOTHING = Long.MAX_VALUE;

    /** With the least that was refused. */
    private final Map<TenantId, Long> noted = new ConcurrentHashMap<>();

    void note(TenantId tenant) {
        noteRefusal(tenant, NOTHING);
    }

    /** A call that may cost so much was refused: however many are, somebody looks once. */
    void noteRefusal(TenantId tenant, long nanos) {
        noted.merge(tenant, nanos, Math::min);
    }

    /** Who was noted; they are forgotten, so whoever fails with one puts it {@link #back}. */
    List<Sign> take() {
        var taken = new ArrayList<Sign>();
        for (var tenant : noted.keySet()) {
            var refused = noted.remove(tenant);
            if (refused != null) {
                taken.add(
                        new Sign(
                                tenant,
                                refused == NOTHING
                                        ? OptionalLong.empty()
                                        : OptionalLong.of(refused)));
            }
        }
        return taken;
    }

    void back(Sign sign) {
        noteRefusal(sign.tenant(), sign.refused().orElse(NOTHING));
    }
}
