package dev.baton.ledger;

import dev.baton.platform.problem.Unavailable;
import java.time.Duration;

/**
 * Nobody can say just now what may be spent: this instance was silent for so long that others may
 * have taken it, or the database that grants more does not answer.
 */
public class BudgetUnavailable extends Unavailable {

    BudgetUnavailable() {
        super(
                503,
                "budget_unavailable",
                "What may be spent is not known at the moment.",
                Duration.ofSeconds(3));
    }
}
