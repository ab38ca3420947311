package dev.baton.run.api;

import dev.baton.platform.problem.BadInput;
import dev.baton.platform.problem.FieldProblem;
import dev.baton.run.RunKey;

import org.jspecify.annotations.Nullable;

/** The header {@code Idempotency-Key} of requests that begin runs or signal to them. */
final class IdempotencyKey {

    private static final int LONGEST = 255;

    private IdempotencyKey() {}

    /**
     * @param route method and address, which the key belongs to
     * @param request what came with it, whose words are the same for the same request
     */
    static @Nullable RunKey of(@Nullable String header, String route, Object request) {
        check(header);
        return header == null ? null : RunKey.of(route + "\n" + header, request.toString());
    }

    /** Refuses what cannot be one. */
    static void check(@Nullable String header) {
        if (header != null && (header.isBlank() || header.length() > LONGEST)) {
            throw new BadInput(
                    "invalid_idempotency_key",
                    "An Idempotency-Key has 1 to 255 characters.",
                    new FieldProblem("Idempotency-Key", "invalid", "1 to 255 characters"));
        }
    }
}
