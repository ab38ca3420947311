package dev.baton.approval.api;

import dev.baton.approval.Verdict;
import dev.baton.platform.problem.BadInput;
import dev.baton.platform.problem.FieldProblem;

import org.jspecify.annotations.Nullable;

/**
 * What somebody decides.
 *
 * @param decision {@code approve} or {@code reject}
 * @param hash of the approval as it was seen
 * @param comment why; up to 2,000 characters
 */
record DecisionRequest(@Nullable String decision, @Nullable String hash, @Nullable String comment) {

    Verdict verdict() {
        return Verdict.ofWire(decision)
                .orElseThrow(() -> wrong("decision", "unknown", "one of approve, reject"));
    }

    String requiredHash() {
        if (hash == null || hash.isBlank()) {
            throw wrong("hash", "required", "is required: the hash of what was seen");
        }
        return hash.strip();
    }

    String commentOrNone() {
        return comment == null ? "" : comment;
    }

    private static BadInput wrong(String field, String code, String message) {
        return new BadInput(
                "invalid_request",
                "The field " + field + " cannot be used.",
                new FieldProblem(field, code, message));
    }
}
