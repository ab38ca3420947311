package dev.baton.approval.api;

import dev.baton.approval.ChangedApproval;
import dev.baton.approval.ExactArguments;

import tools.jackson.databind.JsonNode;

import java.util.List;

/**
 * What would come of a change.
 *
 * @param newHash what approving it would be bound to
 * @param arguments exactly what would be acted with
 * @param differences from the approval as it stands, the first ones
 * @param leftOut how many more differences there are
 */
record ChangePreviewJson(
        String newHash,
        JsonNode arguments,
        List<ApprovalJson.DifferenceJson> differences,
        int leftOut) {

    static ChangePreviewJson of(ChangedApproval made) {
        return new ChangePreviewJson(
                made.actionHash(),
                ExactArguments.read(made.arguments()),
                made.differences().listed().stream().map(ApprovalJson.DifferenceJson::of).toList(),
                made.differences().leftOut());
    }
}
