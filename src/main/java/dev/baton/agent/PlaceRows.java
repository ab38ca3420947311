package dev.baton.agent;

import dev.baton.agent.PlaceShares.Holder;
import dev.baton.platform.Ids;
import dev.baton.tenant.TenantId;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** The table that says which instance may use how many places of which agent. */
@Repository
class PlaceRows {

    private final JdbcTemplate jdbc;

    PlaceRows(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Nobody else shares an agent's places out until the transaction has ended. */
    void lock(AgentId agent) {
        jdbc.queryForList(
                "SELECT version FROM agent WHERE tenant_id = ? AND id = ? FOR UPDATE",
                Ids.bytes(agent.tenant().value()),
                Ids.bytes(agent.value()));
    }

    List<Holder> others(AgentId agent, UUID self) {
        return jdbc.query(
                """
                SELECT instance_id, places, missing FROM agent_place
                WHERE tenant_id = ? AND agent_id = ? AND instance_id <> ?
                """,
                (row, _) ->
                        new Holder(
                                Ids.fromBytes(row.getBytes("instance_id")),
                                row.getInt("places"),
                                row.getInt("missing")),
                Ids.bytes(agent.tenant().value()),
                Ids.bytes(agent.value()),
                Ids.bytes(self));
    }

    void put(AgentId agent, Holder holder) {
        jdbc.update(
                """
                REPLACE INTO agent_place (tenant_id, agent_id, instance_id, places, missing)
                VALUES (?, ?, ?, ?, ?)
                """,
                Ids.bytes(agent.tenant().value()),
                Ids.bytes(agent.value()),
                Ids.bytes(holder.instance()),
                holder.places(),
                holder.missing());
    }

    /** Agents of all tenants whose places other instances want more of than they have. */
    Set<AgentId> missingElsewhere(UUID self) {
        return new HashSet<>(
                jdbc.query(
                        """
                        SELECT tenant_id, agent_id FROM agent_place
                        WHERE missing > 0 AND instance_id <> ?
                        """,
                        (row, _) ->
                                new AgentId(
                                        new TenantId(Ids.fromBytes(row.getBytes("tenant_id"))),
                                        Ids.fromBytes(row.getBytes("agent_id"))),
                        Ids.bytes(self)));
    }

    void forget(UUID instance) {
        jdbc.update("DELETE FROM agent_place WHERE instance_id = ?", Ids.bytes(instance));
    }
}
