package dev.baton.approval;

import tools.jackson.databind.JsonNode;

/**
 * Another approval stands in the place of one whose arguments somebody changed.
 *
 * @param arguments of the one that stands since
 * @param by who changed them, by name
 */
public record ApprovalReplaced(
        ApprovalId before,
        ApprovalId after,
        ApprovalOrigin origin,
        String title,
        JsonNode arguments,
        String by) {}
