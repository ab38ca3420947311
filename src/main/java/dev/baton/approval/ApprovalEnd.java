package dev.baton.approval;

import java.util.List;

/**
 * How an approval ended. Nothing but {@link ApprovalStatus#APPROVED} allows what was asked for, and
 * that only while it still has this hash.
 *
 * @param decisions oldest first
 */
public record ApprovalEnd(
        ApprovalId id,
        ApprovalOrigin origin,
        ApprovalStatus status,
        String actionHash,
        List<ApprovalDecision> decisions) {}
