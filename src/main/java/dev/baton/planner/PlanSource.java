package dev.baton.planner;

import java.util.Locale;

/** What a plan came from. */
public enum PlanSource {
    /** One of the graphs that come with Baton, which the text asks for. */
    TEMPLATE,
    /** The words of the text alone. */
    RULES,
    /** An agent that plans. */
    LLM,
    /** Somebody's own graph, only estimated. */
    GIVEN;

    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
