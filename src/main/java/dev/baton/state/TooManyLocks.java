package dev.baton.state;

import dev.baton.platform.problem.RuleRefused;

/** The tenant holds as many locks as it may. */
public class TooManyLocks extends RuleRefused {

    TooManyLocks(int most) {
        super("too_many_locks", "A tenant holds at most " + most + " locks.", most);
    }
}
