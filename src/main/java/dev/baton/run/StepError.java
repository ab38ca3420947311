package dev.baton.run;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Why a step or a run failed.
 *
 * @param code stable, for programs
 * @param message for people; holds no secret
 * @param step the step that it began at, when it is told of what stands above that step
 */
public record StepError(String code, String message, @Nullable String step) {

    private static final int LONGEST = 2_000;

    public StepError {
        message = message.length() <= LONGEST ? message : message.substring(0, LONGEST);
    }

    public StepError(String code, String message) {
        this(code, message, null);
    }

    /** The same as seen from above: the step at which it began stays named. */
    public StepError in(String path) {
        return step == null ? new StepError(code, message, path) : this;
    }

    /** As expressions see it. */
    public Map<String, Object> bound() {
        return Map.of("code", code, "message", message);
    }
}
