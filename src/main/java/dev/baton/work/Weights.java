package dev.baton.work;

import dev.baton.tenant.TenantId;
import dev.baton.tenant.TenantWeights;

/** How many times the places of the lightest tenant each is due. */
interface Weights {

    /** At least one; asked for every place, so it costs nothing. */
    int of(TenantId tenant);

    /** Before places are given away: tells what it does not know yet. */
    default void renew() {}

    /** As the operators set them. */
    static Weights of(TenantWeights weights) {
        return new Weights() {
            @Override
            public int of(TenantId tenant) {
                return weights.of(tenant);
            }

            @Override
            public void renew() {
                weights.renew();
            }
        };
    }
}
