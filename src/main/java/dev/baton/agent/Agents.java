package dev.baton.agent;

import dev.baton.tenant.TenantId;

import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The agents of all tenants. */
interface Agents extends Repository<Agent, AgentId> {

    Agent saveAndFlush(Agent agent);

    Optional<Agent> findById(AgentId id);

    void delete(Agent agent);

    @Query("select a.id from Agent a where a.id.tenant = :tenant and a.name = :name")
    Optional<AgentId> findIdByName(TenantId tenant, String name);

    @Query("select count(a) from Agent a where a.id.tenant = :tenant")
    long countOf(TenantId tenant);

    /** How many each of these tenants owns, for the operator's list. */
    @Query(
            """
            select new dev.baton.agent.AgentCount(a.id.tenant.value, count(a)) from Agent a
            where a.id.tenant.value in :tenants
            group by a.id.tenant.value
            """)
    List<AgentCount> countByTenants(Collection<UUID> tenants);

    /** Own and shared ones, enabled or not. */
    @Query(
            """
            select distinct a from AgentGrant g
            join Agent a on a.id.tenant.value = g.ownerTenantId and a.id.value = g.id.agent
            left join fetch a.capabilities
            where g.id.tenant = :tenant
            """)
    List<Agent> findUsableBy(TenantId tenant);

    /** Agents whose templates are this prompt, for its page. */
    @Query(
            """
            select new dev.baton.agent.AgentReference(a.id, a.name) from Agent a
            where a.id.tenant = :tenant and a.promptId = :prompt
            order by a.name
            """)
    List<AgentReference> findByPrompt(TenantId tenant, UUID prompt);

    /** How many agents each of these prompts has, for their list. */
    @Query(
            """
            select new dev.baton.agent.AgentCount(a.promptId, count(a)) from Agent a
            where a.id.tenant = :tenant and a.promptId in :prompts
            group by a.promptId
            """)
    List<AgentCount> countByPrompts(TenantId tenant, Collection<UUID> prompts);

    /** Agents that call through this connection, for its page. */
    @Query(
            """
            select new dev.baton.agent.AgentReference(a.id, a.name) from Agent a
            where a.id.tenant = :tenant and a.connectionId = :connection
            order by a.name
            """)
    List<AgentReference> findByConnection(TenantId tenant, UUID connection);

    /** The heartbeat's work list. */
    @Query(
            """
            select distinct a from Agent a left join fetch a.capabilities
            where a.kind in :kinds and a.enabled = true
            """)
    List<Agent> findEnabledAcrossTenants(Collection<String> kinds);
}
