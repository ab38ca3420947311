package dev.baton.planner;

import org.jspecify.annotations.Nullable;

import java.util.Locale;
import java.util.Optional;

/** Who is to plan. */
public enum PlanBy {
    /** Templates and rules: nothing goes out and nothing is spent. */
    RULES,
    /** An agent with the capability {@code plan}, where it can; its calls cost what calls cost. */
    LLM;

    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<PlanBy> find(@Nullable String wire) {
        for (var each : values()) {
            if (each.wire().equals(wire)) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }
}
