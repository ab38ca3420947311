package dev.baton.planner;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * A step to be, before an agent is chosen for it.
 *
 * @param id in the graph
 * @param instruction what the agent is told
 * @param hint words that agents' capabilities may be found in
 * @param capability that the agent must have; null to find one by type and hint
 * @param after ids of steps whose results it gets
 * @param lists whether its answer must be a list
 * @param map null for one call
 */
record DraftStep(
        String id,
        TaskType type,
        String instruction,
        String hint,
        @Nullable String capability,
        List<String> after,
        boolean lists,
        @Nullable Mapped map) {

    /**
     * What it is done for one by one.
     *
     * @param items empty to go through what {@code source} found
     * @param source id of a step; null with items
     * @param isListed whether the source answers with a list, or is done for several itself
     * @param steps one after another for each item
     */
    record Mapped(
            String noun,
            List<String> items,
            @Nullable String source,
            boolean isListed,
            List<DraftStep> steps) {}

    DraftStep listing() {
        return new DraftStep(id, type, instruction, hint, capability, after, true, map);
    }
}
