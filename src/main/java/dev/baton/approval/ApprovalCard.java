package dev.baton.approval;

import org.jspecify.annotations.Nullable;

import java.util.Optional;

/**
 * An approval as somebody decides about it.
 *
 * @param arguments exactly what will be acted with, for people to read; empty where they cannot be
 *     read
 * @param last what was decided last about the same thing; null for never before
 * @param differences from the arguments of that; empty where it is null
 * @param waits whether it waits for whoever looks, and can be read
 * @param insteadOf in whose place they would decide, by e-mail address; null for themselves
 */
public record ApprovalCard(
        Approval approval,
        String arguments,
        @Nullable Approval last,
        ArgumentDifferences differences,
        boolean waits,
        @Nullable String insteadOf) {

    private static final int LONG_LINES = 12;
    private static final int LONG_TEXT = 800;

    static ApprovalCard of(
            Approval approval, @Nullable Approval last, Optional<Approval.Right> right) {
        var arguments = approval.arguments();
        var before = last == null ? null : last.arguments();
        return new ApprovalCard(
                approval,
                arguments == null ? "" : ExactArguments.pretty(arguments),
                last,
                arguments == null || before == null
                        ? ArgumentDifferences.NONE
                        : ArgumentDifferences.between(
                                ExactArguments.read(before), ExactArguments.read(arguments)),
                arguments != null && right.isPresent(),
                right.map(Approval.Right::insteadOf).map(Approver.Absent::email).orElse(null));
    }

    /** Whether the arguments are folded away until somebody opens them. */
    public boolean isLong() {
        return arguments.length() > LONG_TEXT || arguments.lines().count() > LONG_LINES;
    }
}
