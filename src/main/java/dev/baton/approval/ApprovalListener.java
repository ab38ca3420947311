package dev.baton.approval;

/**
 * Hears of the end of approvals that it asked for: in the transaction that ends them, once.
 * Whatever it throws undoes the decision. The transaction is repeated when the database asks for
 * that, so it writes rows and nothing else. Who withdraws knows, and is not told.
 */
public interface ApprovalListener {

    /** The {@link ApprovalOrigin#kind} that it is for. */
    String originKind();

    void ended(ApprovalEnd end);
}
