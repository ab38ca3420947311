package dev.baton.workflow;

/**
 * A version that can run.
 *
 * @param name of its workflow, as it was when it was looked for
 */
public record PublishedGraph(WorkflowVersionId id, String name, String hash, Graph graph) {}
