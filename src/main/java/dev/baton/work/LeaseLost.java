package dev.baton.work;

/**
 * The claim is over: its lease ended and somebody else has the item, or the item is gone. Nothing
 * of what this claim did may be kept, so the transaction that hears this is rolled back.
 */
public class LeaseLost extends RuntimeException {

    private final transient Claim claim;

    LeaseLost(Claim claim) {
        super(
                "The lease of %s %s is lost (fence %d)"
                        .formatted(claim.queue(), claim.id(), claim.fence()));
        this.claim = claim;
    }

    public Claim claim() {
        return claim;
    }
}
