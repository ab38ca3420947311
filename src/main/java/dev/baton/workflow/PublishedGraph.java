package dev.baton.workflow;

/**
 * A version that can run.
 *
 * @param name of its workflow, as it was when it was looked for
 * @param json the graph as canonical JSON
 */
public record PublishedGraph(WorkflowVersionId id, String name, String hash, String json, Graph graph) {}
