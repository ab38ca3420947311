package dev.baton.webhook;

import org.jspecify.annotations.Nullable;

/**
 * Whether a request is genuine, and if not, which part of it is not what was sent.
 *
 * @param at where the body first differs, counted in characters from 1; null unless it is the body
 * @param old whether the timestamp is so far from now that receivers refuse it
 */
public record SignatureVerdict(Finding finding, @Nullable Integer at, boolean old) {

    /** What was found. */
    public enum Finding {
        VALID,
        /** By the secret before the present one, which still signs. */
        VALID_WITH_PREVIOUS,
        TIMESTAMP_UNREADABLE,
        /** No {@code v1,} with 32 bytes in base64. */
        SIGNATURE_UNREADABLE,
        ID_UNKNOWN,
        TIMESTAMP_DIFFERS,
        BODY_DIFFERS,
        /** It is one that was sent, by a secret that signs no more. */
        SECRET_RETIRED,
        SIGNATURE_DIFFERS;

        public boolean isValid() {
            return this == VALID || this == VALID_WITH_PREVIOUS;
        }
    }

    static SignatureVerdict of(Finding finding, boolean old) {
        return new SignatureVerdict(finding, null, old);
    }
}
