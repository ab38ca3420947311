package dev.baton.ledger;

import dev.baton.platform.problem.Unavailable;
import java.time.Duration;

/** This instance was silent for so long that others may have taken what it could spend. */
public class BudgetUnavailable extends Unavailable {

    BudgetUnavailable() {
        super(
                503,
                "budget_unavailable",
                "What may be spent is not known at the moment.",
                Duration.ofSeconds(3));
    }
}
