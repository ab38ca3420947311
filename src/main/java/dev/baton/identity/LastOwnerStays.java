package dev.baton.identity;

import dev.baton.platform.problem.RuleRefused;

/** A tenant keeps at least one owner, the platform at least one operator. */
public class LastOwnerStays extends RuleRefused {

    LastOwnerStays() {
        super("last_owner_stays", "The last owner cannot be removed or given another role.");
    }
}
