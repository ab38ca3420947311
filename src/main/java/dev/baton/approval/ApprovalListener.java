package dev.baton.approval;

import tools.jackson.databind.JsonNode;

/**
 * Hears of the end of approvals that it asked for: in the transaction that ends them, once.
 * Whatever it throws undoes the decision. The transaction is repeated when the database asks for
 * that, so it writes rows and nothing else. Who withdraws knows, and is not told.
 */
public interface ApprovalListener {

    /** The {@link ApprovalOrigin#kind} that it is for. */
    String originKind();

    void ended(ApprovalEnd end);

    /**
     * What exactly would be acted with if somebody changed the arguments to these: as the changed
     * approval will show it. Called before, and outside of, the transaction that changes it.
     *
     * @throws ApprovalRefused when they cannot be changed so; its fields say which and why
     */
    default ExactAction changed(Approval before, JsonNode wanted) {
        throw ApprovalRefused.unchangeable();
    }

    /** In the transaction that puts one approval in the place of another, before any end of it. */
    default void replaced(ApprovalReplaced replaced) {}
}
