package dev.baton.work;

import java.util.UUID;

/**
 * Settles what an instance left behind that died or stops. Called on one instance at a time, in the
 * transaction that forgets the dead one; after a failure it is called again, so it must bear being
 * called twice.
 */
public interface InstanceReaper {

    void reap(UUID deadInstance);
}
