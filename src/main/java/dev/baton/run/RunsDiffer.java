package dev.baton.run;

import dev.baton.platform.problem.Conflict;

/** Other runs match by now than whoever asks has counted. */
public class RunsDiffer extends Conflict {

    public RunsDiffer(int expected, int most, int found) {
        super(
                "run_count_differs",
                "The filter leaves %s runs that this can be done to, not the %d expected."
                        .formatted(told(found, most), expected),
                told(found, most),
                expected);
    }

    private static String told(int found, int most) {
        return found > most ? most + "+" : Integer.toString(found);
    }
}
