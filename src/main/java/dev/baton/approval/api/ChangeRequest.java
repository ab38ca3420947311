package dev.baton.approval.api;

import dev.baton.approval.ApprovalChange;
import dev.baton.platform.problem.BadInput;
import dev.baton.platform.problem.FieldProblem;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;

/**
 * What somebody would rather have done.
 *
 * @param arguments all of them, as they are to be
 * @param hash of the approval as it was seen
 * @param newHash of what comes of it, as the preview told it; not for the preview itself
 * @param comment why; up to 2,000 characters; stays with the approval as its change_reason
 */
record ChangeRequest(
        @Nullable JsonNode arguments,
        @Nullable String hash,
        @Nullable String newHash,
        @Nullable String comment) {

    ApprovalChange change() {
        var made = newHash == null ? "" : newHash.strip();
        var wanted = wanted(made);
        if (made.isEmpty()) {
            throw missing("new_hash", "is required: the hash that the preview told");
        }
        return wanted;
    }

    /** To look at what comes of it. */
    ApprovalChange look() {
        return wanted(null);
    }

    private ApprovalChange wanted(@Nullable String made) {
        if (arguments == null) {
            throw missing("arguments", "is required: what is to be done");
        }
        if (hash == null || hash.isBlank()) {
            throw missing("hash", "is required: the hash of what was seen");
        }
        return new ApprovalChange(
                arguments.toString(), hash.strip(), made, comment == null ? "" : comment);
    }

    private static BadInput missing(String field, String message) {
        return new BadInput(
                "invalid_request",
                "The field " + field + " cannot be used.",
                new FieldProblem(field, "required", message));
    }
}
