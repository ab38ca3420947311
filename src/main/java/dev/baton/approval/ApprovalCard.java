package dev.baton.approval;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * An approval as somebody decides about it.
 *
 * @param arguments exactly what will be acted with, for people to read; empty where they cannot be
 *     read, or are too long to stand beside others
 * @param isTooLong whether they are
 * @param last what was decided last about the same thing; null for never before
 * @param differences from the arguments of that; empty where it is null
 * @param changer who changed the arguments; null where they are as they were asked for
 * @param changes from the arguments of the approval that this one stands for; empty where they
 *     cannot be told
 * @param decisions about it, oldest first
 * @param waits whether it waits for whoever looks, and can be read
 * @param limit up to how much whoever looks may decide, where the amount is above that; else null
 * @param insteadOf in whose place they would decide, by e-mail address; null for themselves
 */
public record ApprovalCard(
        Approval approval,
        String arguments,
        boolean isTooLong,
        @Nullable Approval last,
        ArgumentDifferences differences,
        @Nullable Changer changer,
        ArgumentDifferences changes,
        List<ApprovalDecision> decisions,
        boolean waits,
        @Nullable BigDecimal limit,
        @Nullable String insteadOf) {

    /** Of arguments that stand beside others; there are many on a page. */
    static final int MOST_BESIDE_OTHERS = 8 * 1024;

    private static final int LONG_LINES = 12;
    private static final int LONG_TEXT = 800;

    static ApprovalCard of(
            Approval approval,
            @Nullable Approval last,
            @Nullable Approval replaced,
            @Nullable Changer changer,
            List<ApprovalDecision> decisions,
            Optional<Approval.Right> right,
            Optional<BigDecimal> limit,
            int most) {
        var arguments = approval.arguments();
        var text = arguments == null ? Optional.of("") : ExactArguments.pretty(arguments, most);
        return new ApprovalCard(
                approval,
                text.orElse(""),
                text.isEmpty(),
                last,
                differences(last, arguments),
                changer,
                differences(replaced, arguments),
                List.copyOf(decisions),
                arguments != null && right.isPresent(),
                right.isPresent() ? null : limit.orElse(null),
                right.map(Approval.Right::insteadOf).map(Approver.Absent::email).orElse(null));
    }

    private static ArgumentDifferences differences(
            @Nullable Approval other, @Nullable String arguments) {
        var before = other == null ? null : other.arguments();
        return arguments == null || before == null
                ? ArgumentDifferences.NONE
                : ArgumentDifferences.between(
                        ExactArguments.read(before), ExactArguments.read(arguments));
    }

    /** Whether the arguments are folded away until somebody opens them. */
    public boolean isLong() {
        return arguments.length() > LONG_TEXT || arguments.lines().count() > LONG_LINES;
    }
}
