package dev.baton.identity.key;

import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.stereotype.Component;

/** Makes the first signing key when an installation starts for the first time. */
@Component
class FirstSigningKey implements SmartInitializingSingleton {

    private final SigningKeys keys;

    FirstSigningKey(SigningKeys keys) {
        this.keys = keys;
    }

    @Override
    public void afterSingletonsInstantiated() {
        keys.active();
    }
}
