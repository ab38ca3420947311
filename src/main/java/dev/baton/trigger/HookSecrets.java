package dev.baton.trigger;

import dev.baton.platform.Sha256;
import dev.baton.tenant.TenantId;
import dev.baton.vault.Sealer;
import dev.baton.vault.Vault;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The tokens and secrets of webhooks that come in, and the signatures that are made with them. */
@Component
class HookSecrets {

    private static final String PURPOSE = "trigger.secret";
    private static final String PREFIX = "whsec_";
    private static final int BYTES = 32;
    private static final int SHORTEST = 16;
    private static final int LONGEST = 200;
    private static final SecureRandom RANDOM = new SecureRandom();

    /** What the libraries of Standard Webhooks tolerate. */
    private static final Duration TOLERANCE = Duration.ofMinutes(5);

    private final Vault vault;

    HookSecrets(Vault vault) {
        this.vault = vault;
    }

    /** Of an address: 256 bits. */
    static String token() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes());
    }

    static String random() {
        return PREFIX + Base64.getEncoder().encodeToString(bytes());
    }

    private static byte[] bytes() {
        var bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    static byte[] hash(String text) {
        return Sha256.of(text);
    }

    /** Refuses what is no secret of this kind. */
    static void check(HookSignature signature, String secret) {
        if (secret.length() < SHORTEST || secret.length() > LONGEST) {
            throw new TriggerRefused(
                    "webhook.secret", "wrong_length", SHORTEST + " to " + LONGEST + " characters");
        }
        if (!secret.chars().allMatch(c -> c > ' ' && c < 127)) {
            throw new TriggerRefused(
                    "webhook.secret", "invalid", "letters, digits and signs of ASCII");
        }
        if (signature == HookSignature.STANDARD && key(secret) == null) {
            throw new TriggerRefused(
                    "webhook.secret",
                    "invalid",
                    PREFIX + " and base64, as Standard Webhooks has it");
        }
    }

    /** Not within a transaction; what it makes may seal in one. */
    Sealer sealer(TenantId tenant) {
        return vault.sealer(tenant);
    }

    static String seal(Sealer sealer, TriggerId id, String secret) {
        return sealer.seal(PURPOSE, id.value(), secret);
    }

    String open(TriggerId id, String sealed) {
        return vault.open(id.tenant(), PURPOSE, id.value(), sealed);
    }

    /** Whether a request was signed as Standard Webhooks says, within five minutes. */
    static boolean isStandard(
            String secret,
            @Nullable String id,
            @Nullable String timestamp,
            @Nullable String signatures,
            byte[] body,
            Instant now) {
        var key = key(secret);
        if (key == null
                || id == null
                || signatures == null
                || timestamp == null
                || !timestamp.matches("[0-9]{1,11}")) {
            return false;
        }
        var at = Instant.ofEpochSecond(Long.parseLong(timestamp));
        if (Duration.between(at, now).abs().compareTo(TOLERANCE) > 0) {
            return false;
        }
        var head = (id + '.' + timestamp + '.').getBytes(StandardCharsets.UTF_8);
        var wanted = "v1," + Base64.getEncoder().encodeToString(mac(key, head, body));
        var found = false;
        for (var given : signatures.split(" ")) {
            found |= same(wanted, given);
        }
        return found;
    }

    /** Whether a request was signed as GitHub does. */
    static boolean isGithub(String secret, @Nullable String signature, byte[] body) {
        var mac = mac(secret.getBytes(StandardCharsets.UTF_8), new byte[0], body);
        return signature != null && same("sha256=" + HexFormat.of().formatHex(mac), signature);
    }

    private static boolean same(String wanted, String given) {
        return MessageDigest.isEqual(
                wanted.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
    }

    private static byte @Nullable [] key(String secret) {
        try {
            var key =
                    secret.startsWith(PREFIX)
                            ? Base64.getDecoder().decode(secret.substring(PREFIX.length()))
                            : new byte[0];
            return key.length == 0 ? null : key;
        } catch (IllegalArgumentException noBase64) {
            return null;
        }
    }

    private static byte[] mac(byte[] key, byte[] head, byte[] body) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            mac.update(head);
            return mac.doFinal(body);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
