package dev.baton.platform.web;

import dev.baton.platform.Ids;
import dev.baton.platform.Sha256;

import java.nio.ByteBuffer;
import java.util.UUID;

/**
 * Tells a form that a page showed from all others, so that one that is sent twice as it is, by a
 * double click or once more by the browser, makes one thing.
 */
public final class FormOnce {

    private static final long VARIANT = 1L << 63;
    private static final long VARIANT_BITS = 3L << 62;

    private FormOnce() {}

    /** What a new form carries with it. */
    public static String next() {
        return Ids.next().toString();
    }

    /**
     * The id of what a form makes: that of the first time when it is sent again, another one when
     * it says something else.
     *
     * @param once that came with the form; whatever it is, the id lies in the time of a form
     * @param said who sends it, and what it says
     */
    public static UUID id(String once, String... said) {
        var form = QueryWords.id(once);
        var time = form == null || form.version() != 7 ? Ids.next() : form;
        var hash = ByteBuffer.wrap(Sha256.of(once + "\n" + String.join("\n", said))).getLong();
        return new UUID(time.getMostSignificantBits(), hash & ~VARIANT_BITS | VARIANT);
    }
}
