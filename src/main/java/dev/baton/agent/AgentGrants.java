package dev.baton.agent;

import dev.baton.tenant.TenantId;

import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

import java.util.List;
import java.util.Optional;

/** Who may use which agents. */
interface AgentGrants extends Repository<AgentGrant, AgentGrantId> {

    AgentGrant save(AgentGrant grant);

    Optional<AgentGrant> findById(AgentGrantId id);

    void delete(AgentGrant grant);

    @Query(
            """
            select g.id.tenant from AgentGrant g
            where g.ownerTenantId = :#{#agent.tenant().value()} and g.id.agent = :#{#agent.value()}
            """)
    List<TenantId> findTenantsOf(AgentId agent);

    @Modifying
    @Query(
            """
            delete from AgentGrant g
            where g.ownerTenantId = :#{#agent.tenant().value()} and g.id.agent = :#{#agent.value()}
            """)
    void deleteAllOf(AgentId agent);
}
