package dev.baton.run;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a replay does at steps for which nothing is recorded that fits them. */
public enum AfterDivergence {
    /** Nothing: such a step fails. */
    STOP,
    /** Agents are asked; whatever else acts outside of the run fails, as it is never sent again. */
    AGENTS,
    /** All act in earnest, and people are asked wherever the graph says so. */
    EXECUTE;

    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<AfterDivergence> of(String wire) {
        return Arrays.stream(values()).filter(it -> it.wire().equals(wire)).findFirst();
    }
}
