package dev.baton.workflow;

/** How far a workflow has come. */
public enum WorkflowStatus {
    /** No version of it was ever published: it cannot run. */
    DRAFT,
    PUBLISHED,
    /** Put aside: nothing new runs it. */
    ARCHIVED
}
