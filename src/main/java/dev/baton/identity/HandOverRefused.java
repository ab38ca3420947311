package dev.baton.identity;

import dev.baton.platform.problem.RuleRefused;

/** A tenant cannot be handed over like this. */
public class HandOverRefused extends RuleRefused {

    private HandOverRefused(String code, String sentence) {
        super(code, sentence);
    }

    static HandOverRefused byNoOwner() {
        return new HandOverRefused(
                "hand_over_by_no_owner", "Only an owner of the tenant can hand it over.");
    }

    static HandOverRefused toOneself() {
        return new HandOverRefused("hand_over_to_oneself", "Hand it over to somebody else.");
    }

    static HandOverRefused toSuspended() {
        return new HandOverRefused(
                "hand_over_to_suspended", "Somebody who is suspended cannot own the tenant.");
    }
}
