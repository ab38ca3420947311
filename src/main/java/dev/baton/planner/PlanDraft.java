package dev.baton.planner;

import org.jspecify.annotations.Nullable;

import java.util.Map;

/**
 * What a plan is made of.
 *
 * @param template id of the template; null where it came from none
 * @param confidence 0 to 1, how sure it is that this is what was meant
 */
record PlanDraft(
        Map<String, Object> graph,
        Map<String, Object> input,
        PlanSource source,
        @Nullable String template,
        double confidence) {}
