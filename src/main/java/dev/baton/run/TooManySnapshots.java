package dev.baton.run;

import dev.baton.platform.problem.Conflict;

/** As many snapshots of the run were asked for as are kept. */
public class TooManySnapshots extends Conflict {

    TooManySnapshots(int most) {
        super(
                "too_many_snapshots",
                "Of one run, %d snapshots are kept that were asked for.".formatted(most),
                most);
    }
}
