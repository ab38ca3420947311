package dev.baton.event;

import dev.baton.tenant.TenantId;

/**
 * Lets the screens of every instance know that things of a kind have changed, where no event of its
 * own says so: about once a second for each tenant and kind, however often it was said. A signal that
 * is lost makes a screen late, nothing more.
 */
public interface ChangeSignals {

    /** The type of the events that carry signals; what changed stands in {@link #KIND}. */
    String TYPE = "screen.changed";

    String KIND = "kind";

    /** Never waits and never fails; say it once the change is committed. */
    void changed(TenantId tenant, String kind);
}
