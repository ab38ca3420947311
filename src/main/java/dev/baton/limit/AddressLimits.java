package dev.baton.limit;

import dev.baton.platform.client.ClientPlace;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * How often one address may come without a key or link that counts. Each such request takes one
 * from the limit of its address; once that is used up, strangers from there are refused before any of
 * their tokens is read, so that a flood of invented ones costs neither signatures nor queries.
 *
 * <p>Many share an address: an office, a cloud's way out. A caller whose key was found good lately is
 * no stranger and never asks here, so nobody locks out the software behind the same address by
 * sending nonsense. The price: where somebody does, a key's first request to an instance, or its
 * first in an hour, may have to be tried again until the limit has refilled by one.
 */
@Component
public class AddressLimits {

    private final LimitProperties properties;
    private final RateLimits limits;

    AddressLimits(LimitProperties properties, RateLimits limits) {
        this.properties = properties;
        this.limits = limits;
    }

    /**
     * Lets a stranger in; takes nothing.
     *
     * @throws RateLimited while the limit of the address is used up
     */
    public void check(String address) {
        limits.check(List.of(limit(address)));
    }

    /** What came from this address did not count. */
    public void charge(String address) {
        limits.charge(limit(address));
    }

    private Limit limit(String address) {
        return new Limit(Limit.Scope.ADDRESS, ClientPlace.of(address), properties.address());
    }
}
