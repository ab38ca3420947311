package dev.baton.run;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Locale;

/**
 * What a step gives in a simulation, in the place of what it would do. Of a step that waits for a
 * signal it is the signal's payload; of people who are asked, their answer.
 *
 * @param result meaningless where there is an error
 * @param error that its attempts fail with; null when they succeed
 * @param took how long it takes
 */
public record Sample(
        Origin origin, @Nullable Object result, @Nullable StepError error, Duration took) {

    /** Where it comes from. */
    public enum Origin {
        /** From whoever simulates. */
        GIVEN,
        /** A run of the workflow gave this. */
        RECORDED,
        /** Made up after what the step's kind and schema say. */
        SAMPLE;

        /** As the API writes it. */
        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public static Sample given(@Nullable Object result) {
        return new Sample(Origin.GIVEN, result, null, Duration.ZERO);
    }

    public static Sample failing(StepError error) {
        return new Sample(Origin.GIVEN, null, error, Duration.ZERO);
    }
}
