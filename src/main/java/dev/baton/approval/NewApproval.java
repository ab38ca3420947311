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
 */
public record NewApproval(
        ApprovalId id,
        ApprovalOrigin origin,
        String title,
        String definitionHash,
        JsonNode arguments,
        ApprovalTerms terms,
        Actor requester,
        @Nullable String traceId) {

    /**
     * What decisions will be bound to; whoever executes compares it with what is to be executed.
     */
    public String actionHash() {
        return ActionHash.of(definitionHash, arguments);
    }
}
