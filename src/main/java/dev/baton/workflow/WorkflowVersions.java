package dev.baton.workflow;

import dev.baton.tenant.TenantId;

import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The versions of all workflows; they are added and read, never changed. */
interface WorkflowVersions extends Repository<WorkflowVersion, WorkflowVersionId> {

    WorkflowVersion save(WorkflowVersion version);

    Optional<WorkflowVersion> findById(WorkflowVersionId id);

    /** Newest first; continues below the given number. */
    @Query(
            """
            select new dev.baton.workflow.WorkflowVersionSummary(
                v.id, v.hash, v.note, v.publishedBy, v.publishedAt)
            from WorkflowVersion v
            where v.id.tenant = :tenant and v.id.workflowId = :workflow and v.id.number < :below
            order by v.id.number desc
            """)
    List<WorkflowVersionSummary> findBelow(TenantId tenant, UUID workflow, int below, Limit limit);
}
