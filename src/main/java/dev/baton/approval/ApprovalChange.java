package dev.baton.approval;

import org.jspecify.annotations.Nullable;

/**
 * What somebody would rather have done.
 *
 * @param arguments as JSON
 * @param seenHash of the approval that is changed, as it was seen
 * @param newHash of what was shown to come of it; null where that was not looked at before
 * @param comment why
 */
public record ApprovalChange(
        String arguments, String seenHash, @Nullable String newHash, String comment) {}
