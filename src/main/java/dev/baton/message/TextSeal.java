package dev.baton.message;

import dev.baton.vault.Sealer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How the texts of a tenant's messages are kept, decided when a call begins: its end reads nothing.
 *
 * @param sealer null to keep them as they are
 */
record TextSeal(@Nullable Sealer sealer) {

    static final String REQUEST = "message.request";
    static final String ANSWER = "message.answer";
    static final String RESPONSE = "message.response";

    boolean seals() {
        return sealer != null;
    }

    /** What a message asks, as it is to be kept. */
    String request(UUID message, String text) {
        return seal(REQUEST, message, text);
    }

    /** What it is answered, or the problem of its failure. */
    String answer(UUID message, String text) {
        return seal(ANSWER, message, text);
    }

    /** What its caller is told, and will be told again under the same key. */
    Response response(UUID message, Response response) {
        if (sealer == null) {
            return response;
        }
        var text = new String(response.body(), StandardCharsets.UTF_8);
        return response.with(
                seal(RESPONSE, message, text).getBytes(StandardCharsets.UTF_8));
    }

    private String seal(String what, UUID message, String text) {
        return sealer == null ? text : sealer.seal(what, message, text);
    }
}
