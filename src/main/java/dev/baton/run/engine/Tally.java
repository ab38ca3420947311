package dev.baton.run.engine;

import dev.baton.run.engine.RunEvent.Use;

import org.jspecify.annotations.Nullable;

/** What a run has come to in figures. Changed by {@link RunState} alone. */
final class Tally {

    private int executed;
    private int counted;
    private long letters;
    private long costNanos;
    private long tokensIn;
    private long tokensOut;

    Tally() {}

    /** As it was when the image was made. */
    Tally(StateImage image) {
        this.executed = image.executed();
        this.counted = image.counted();
        this.letters = image.letters();
        this.costNanos = image.costNanos();
        this.tokensIn = image.tokensIn();
        this.tokensOut = image.tokensOut();
    }

    /** Attempts that were made, by all steps together. */
    int executed() {
        return executed;
    }

    /** What counts against the most steps that it may make. */
    int counted() {
        return counted;
    }

    /** About how many letters its journal has. */
    long letters() {
        return letters;
    }

    long costNanos() {
        return costNanos;
    }

    long tokensIn() {
        return tokensIn;
    }

    long tokensOut() {
        return tokensOut;
    }

    void written(RunEvent event) {
        letters += Letters.of(event);
    }

    void attempted() {
        executed++;
        counted++;
    }

    /** An item or a round began, or a step ended that makes no attempt. */
    void made() {
        counted++;
    }

    void used(@Nullable Use use) {
        if (use != null) {
            costNanos += use.costNanos();
            tokensIn += use.tokensIn();
            tokensOut += use.tokensOut();
        }
    }
}
