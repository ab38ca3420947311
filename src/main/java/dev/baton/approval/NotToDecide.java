package dev.baton.approval;

import dev.baton.platform.problem.Denied;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Objects;

/** The actor has the right to decide, but not about this one. */
public class NotToDecide extends Denied {

    private NotToDecide(String code, String detail) {
        super(code, detail);
    }

    static Denied because(Approval.Objection objection, Approval approval, Approver who) {
        return switch (objection) {
            case NOT_ASKED ->
                    new NotToDecide(
                            "approval_not_asked", "Neither you nor your role is asked here.");
            case OWN_REQUEST ->
                    new NotToDecide(
                            "approval_own_request", "Who asked for it may not decide about it.");
            case ABOVE_LIMIT -> aboveLimit(approval, approval.amount(), who.names());
            case SPENT ->
                    new NotToDecide(
                            "approval_decided_for_you",
                            "Somebody who stands in for you has decided: your word counts once.");
        };
    }

    /**
     * @param amount what somebody wants to decide about
     * @param theirs names under which they would
     */
    static AboveLimit aboveLimit(Approval approval, @Nullable Amount amount, List<String> theirs) {
        return new AboveLimit(
                Objects.requireNonNull(amount),
                approval.limitBelow(amount, theirs).orElseThrow(),
                approval.namesFor(amount).stream().map(Approver::who).sorted().toList());
    }

    /** A key that no person made, or whose maker may not decide any more; the system itself. */
    static NotToDecide nobody() {
        return new NotToDecide(
                "approval_needs_person",
                "Only a person decides, or a key that a person made who may decide.");
    }
}
