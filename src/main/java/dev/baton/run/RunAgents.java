package dev.baton.run;

import dev.baton.platform.Ids;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

import java.util.List;
import java.util.UUID;

/** Which agents each run has asked, once each. */
@Repository
class RunAgents {

    private final JdbcTemplate jdbc;

    RunAgents(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    void add(List<RunRecord.Appended> appended) {
        var rows =
                appended.stream()
                        .flatMap(
                                one ->
                                        one.agents().stream()
                                                .map(agent -> row(one.head().id(), agent)))
                        .toList();
        if (!rows.isEmpty()) {
            jdbc.batchUpdate(
                    "INSERT IGNORE INTO run_agent (tenant_id, agent_id, run_id) VALUES (?, ?, ?)",
                    rows);
        }
    }

    private static Object[] row(RunId run, UUID agent) {
        return new Object[] {
            Ids.bytes(run.tenant().value()), Ids.bytes(agent), Ids.bytes(run.value())
        };
    }

    void forget(byte[] tenant, List<UUID> runs) {
        jdbc.batchUpdate(
                """
                DELETE FROM run_agent WHERE tenant_id = ? AND run_id = ?
                """,
                runs.stream().map(run -> new Object[] {tenant, Ids.bytes(run)}).toList());
    }
}
