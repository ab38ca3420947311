package dev.baton.workflow;

import dev.baton.tenant.TenantId;

import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

import java.util.Optional;

/** The workflows of all tenants. */
interface Workflows extends Repository<Workflow, WorkflowId> {

    Workflow saveAndFlush(Workflow workflow);

    Optional<Workflow> findById(WorkflowId id);

    @Query("select w from Workflow w where w.id.tenant = :tenant and w.name = :name")
    Optional<Workflow> findByName(TenantId tenant, String name);
}
