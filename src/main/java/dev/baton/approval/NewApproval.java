package dev.baton.approval;

import dev.baton.tenant.Actor;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;

/**
 * What somebody wants to do and may not before people agree.
 *
 * @param title one sentence that says what will happen
 * @param definitionHash identifies what will be called, such as a tool's pinned definition
 * @param arguments exactly what it will be called with; shown in full to those who decide
 * @param requester who started it
 * @param traceId under which it is asked; null for none
 * @param subject SHA-256 in hex of what the same step and tool are in every run, to find what was
 *     decided about it before; null for nothing
 * @param costNanos what it is likely to cost, in nano-units of the tenant's currency; null where
 *     nobody knows
 * @param amount how much it is; null where nobody counts it
 */
public record NewApproval(
        ApprovalId id,
        ApprovalOrigin origin,
        String title,
        String definitionHash,
        JsonNode arguments,
        ApprovalTerms terms,
        Actor requester,
        @Nullable String traceId,
        @Nullable String subject,
        @Nullable Long costNanos,
        @Nullable Amount amount) {

    /** What nobody counts. */
    public NewApproval(
            ApprovalId id,
            ApprovalOrigin origin,
            String title,
            String definitionHash,
            JsonNode arguments,
            ApprovalTerms terms,
            Actor requester,
            @Nullable String traceId,
            @Nullable String subject,
            @Nullable Long costNanos) {
        this(
                id,
                origin,
                title,
                definitionHash,
                arguments,
                terms,
                requester,
                traceId,
                subject,
                costNanos,
                null);
    }

    /** What nothing was decided about before, and nobody knows the cost of. */
    public NewApproval(
            ApprovalId id,
            ApprovalOrigin origin,
            String title,
            String definitionHash,
            JsonNode arguments,
            ApprovalTerms terms,
            Actor requester,
            @Nullable String traceId) {
        this(id, origin, title, definitionHash, arguments, terms, requester, traceId, null, null);
    }

    /**
     * What decisions will be bound to; whoever executes compares it with what is to be executed.
     */
    public String actionHash() {
        return ActionHash.of(definitionHash, arguments, amount);
    }
}
