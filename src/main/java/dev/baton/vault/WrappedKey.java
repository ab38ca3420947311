package dev.baton.vault;

import dev.baton.tenant.TenantId;

/** A data key as the database keeps it. */
record WrappedKey(TenantId tenant, int version, String masterKey, byte[] wrapped) {

    @Override
    public String toString() {
        return "WrappedKey[" + tenant + ", " + version + ", " + masterKey + "]";
    }
}
