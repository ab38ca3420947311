package dev.baton.vault;

import dev.baton.platform.Environment;

import org.springframework.stereotype.Component;

import java.util.LinkedHashMap;
import java.util.Map;

/** The master key that wraps from now on, and those before it that can still be read. */
@Component
final class MasterKeys {

    private final MasterKey current;
    private final Map<String, MasterKey> byId = new LinkedHashMap<>();

    MasterKeys(VaultProperties properties) {
        current = MasterKey.of(currentSecret(properties));
        byId.put(current.id(), current);
        for (var previous : properties.previousKeys()) {
            SecretKeyRules.check("SECRET_KEY_PREVIOUS", previous, Environment.DEVELOPMENT);
            var key = MasterKey.of(previous);
            byId.putIfAbsent(key.id(), key);
        }
    }

    MasterKey current() {
        return current;
    }

    /** The key of that id; without it what it wrapped is lost, so nothing else is tried. */
    MasterKey get(String id) {
        var key = byId.get(id);
        if (key == null) {
            throw new MasterKeyLost(id);
        }
        return key;
    }

    private static String currentSecret(VaultProperties properties) {
        var environment = Environment.of(properties.environment());
        var secret = properties.secretKey().strip();
        if (secret.isEmpty()) {
            if (environment != Environment.DEVELOPMENT) {
                throw SecretKeyRules.missing();
            }
            secret = new KeyFile(properties.home()).read();
        }
        SecretKeyRules.check("SECRET_KEY", secret, environment);
        return secret;
    }
}
