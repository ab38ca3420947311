package dev.baton.workflow;

import dev.baton.tenant.TenantId;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import java.util.Optional;
import java.util.UUID;

/** Reads versions for the shelf, in short transactions of its own. */
@Service
@Transactional(readOnly = true)
class WorkflowStore {

    /** What decides whether and in which version a workflow runs. */
    record Row(WorkflowId id, String name, WorkflowStatus status, int latestNumber) {

        static Row of(Workflow workflow) {
            return new Row(
                    workflow.id(), workflow.name(), workflow.status(), workflow.latestNumber());
        }
    }

    private final Workflows workflows;
    private final WorkflowVersions versions;

    WorkflowStore(Workflows workflows, WorkflowVersions versions) {
        this.workflows = workflows;
        this.versions = versions;
    }

    Row find(TenantId tenant, String nameOrId) {
        return id(nameOrId)
                .flatMap(id -> workflows.findById(new WorkflowId(tenant, id)))
                .or(() -> workflows.findByName(tenant, nameOrId))
                .map(Row::of)
                .orElseThrow(() -> new WorkflowNotFound("workflow", nameOrId));
    }

    String nameOf(WorkflowId id) {
        return workflows.findById(id).orElseThrow(() -> new WorkflowNotFound(id)).name();
    }

    WorkflowVersion version(WorkflowVersionId id) {
        return versions.findById(id).orElseThrow(() -> new WorkflowNotFound(id));
    }

    private static Optional<UUID> id(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException name) {
            return Optional.empty();
        }
    }
}
