package dev.baton.approval.api;

import com.fasterxml.jackson.annotation.JsonInclude;

import dev.baton.approval.ChangedApproval;
import dev.baton.approval.ExactArguments;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;

import java.math.BigDecimal;
import java.util.List;

/**
 * What would come of a change.
 *
 * @param newHash what approving it would be bound to
 * @param arguments exactly what would be acted with
 * @param amount how much that would be; left out where nobody counts it
 * @param differences from the approval as it stands, the first ones
 * @param leftOut how many more differences there are
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ChangePreviewJson(
        String newHash,
        JsonNode arguments,
        @Nullable BigDecimal amount,
        List<ApprovalJson.DifferenceJson> differences,
        int leftOut) {

    static ChangePreviewJson of(ChangedApproval made) {
        return new ChangePreviewJson(
                made.actionHash(),
                ExactArguments.read(made.arguments()),
                made.amount() == null ? null : made.amount().value(),
                made.differences().listed().stream().map(ApprovalJson.DifferenceJson::of).toList(),
                made.differences().leftOut());
    }
}
