package dev.baton.run;

import dev.baton.platform.Ids;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

import java.util.Optional;

/** Where replays began to go their own way; the first that is noted of one stays. */
@Repository
class Divergences {

    private final JdbcTemplate jdbc;

    Divergences(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** In a transaction of its own: it is known before the step acts. */
    void note(RunId run, Divergence divergence) {
        jdbc.update(
                """
                UPDATE run SET diverged_step = ?, diverged_for = ?
                WHERE tenant_id = ? AND id = ? AND diverged_step IS NULL
                """,
                divergence.step(),
                divergence.why().name(),
                Ids.bytes(run.tenant().value()),
                Ids.bytes(run.value()));
    }

    Optional<Divergence> find(RunId run) {
        return jdbc
                .query(
                        """
                        SELECT diverged_step, diverged_for FROM run
                        WHERE tenant_id = ? AND id = ? AND diverged_step IS NOT NULL
                        """,
                        (row, _) ->
                                new Divergence(
                                        row.getString("diverged_step"),
                                        Divergence.Why.valueOf(row.getString("diverged_for"))),
                        Ids.bytes(run.tenant().value()),
                        Ids.bytes(run.value()))
                .stream()
                .findFirst();
    }
}
