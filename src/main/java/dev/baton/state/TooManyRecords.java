package dev.baton.state;

import dev.baton.platform.problem.RuleRefused;

/** The tenant keeps as many records as it may. */
public class TooManyRecords extends RuleRefused {

    TooManyRecords(int most) {
        super("too_many_records", "A tenant has at most " + most + " records of state.", most);
    }
}
