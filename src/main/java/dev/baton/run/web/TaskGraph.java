package dev.baton.run.web;

import dev.baton.run.WorkflowRef;
import dev.baton.workflow.Graph;

import org.jspecify.annotations.Nullable;

/**
 * A graph of somebody's own that is to be carried out.
 *
 * @param name of its workflow
 * @param json the graph as canonical JSON
 * @param version null for a draft
 */
record TaskGraph(String name, Graph graph, String json, @Nullable WorkflowRef version) {}
