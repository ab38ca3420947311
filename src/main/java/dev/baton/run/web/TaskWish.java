package dev.baton.run.web;

import dev.baton.planner.PlanBy;
import dev.baton.selection.Strategy;
import dev.baton.work.Priority;

import org.jspecify.annotations.Nullable;

import java.util.Map;

/**
 * What a form asks for.
 *
 * @param task in plain words; empty where there is a graph
 * @param graph null where the words are to be planned
 * @param input that the graph begins with
 * @param title null for none of its own
 */
record TaskWish(
        String task,
        @Nullable TaskGraph graph,
        Map<String, Object> input,
        Strategy strategy,
        PlanBy planner,
        @Nullable String title,
        Priority priority) {}
