package dev.baton.identity.key;

import dev.baton.platform.problem.Denied;

/** The key lives, but may not be used from where the caller is. */
class AddressNotAllowed extends Denied {

    AddressNotAllowed(String address) {
        super(
                "address_not_allowed",
                "This API key cannot be used from the address " + address + ".",
                address);
    }
}
