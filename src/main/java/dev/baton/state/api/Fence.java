package dev.baton.state.api;

import dev.baton.platform.problem.BadInput;
import dev.baton.platform.problem.FieldProblem;

import org.jspecify.annotations.Nullable;

/** The fence of a lock, from the header or the body of a request. */
final class Fence {

    static final String HEADER = "Baton-Fence";

    private Fence() {}

    static @Nullable Long of(@Nullable Long header, @Nullable Long body) {
        if (header != null && body != null && !header.equals(body)) {
            throw new BadInput(
                    "invalid_request",
                    "The header and the body name two fences.",
                    new FieldProblem("fence", "ambiguous", "the same as " + HEADER + ", or none"));
        }
        return header == null ? body : header;
    }

    static long required(@Nullable Long header, @Nullable Long body) {
        var fence = of(header, body);
        if (fence == null) {
            throw new BadInput(
                    "invalid_request",
                    "The fence that the lock was taken with is missing.",
                    new FieldProblem("fence", "required", "the number that the taker was given"));
        }
        return fence;
    }
}
