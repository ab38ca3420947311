package dev.baton.workflow;

import dev.baton.tenant.TenantId;
import dev.baton.tenant.TenantScoped;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;

import java.io.Serializable;
import java.util.UUID;

/**
 * One version of a workflow; what it names never changes.
 *
 * @param number from 1
 */
@Embeddable
public record WorkflowVersionId(
        TenantId tenant,
        @Column(name = "workflow_id") UUID workflowId,
        @Column(name = "number") int number)
        implements TenantScoped, Serializable {

    public static WorkflowVersionId of(WorkflowId workflow, int number) {
        return new WorkflowVersionId(workflow.tenant(), workflow.value(), number);
    }

    public WorkflowId workflow() {
        return new WorkflowId(tenant, workflowId);
    }
}
