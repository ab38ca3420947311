package dev.baton.run;

import java.util.UUID;

/** The published version of a workflow that a run executes. */
public record WorkflowRef(UUID workflow, int version) {}
