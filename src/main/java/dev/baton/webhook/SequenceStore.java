package dev.baton.webhook;

import static dev.baton.platform.Ids.bytes;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/** The sequence numbers of endpoints' deliveries. */
@Repository
class SequenceStore {

    private final JdbcTemplate jdbc;

    SequenceStore(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Gives out sequence numbers of an endpoint; the first of {@code count}. */
    long next(EndpointId endpoint, int count) {
        jdbc.update(
                """
                INSERT INTO webhook_sequence (tenant_id, endpoint_id, last_sequence)
                VALUES (?, ?, ?)
                ON DUPLICATE KEY UPDATE last_sequence = last_sequence + VALUES(last_sequence)
                """,
                bytes(endpoint.tenant().value()),
                bytes(endpoint.value()),
                count);
        var last =
                jdbc.queryForObject(
                        """
                        SELECT last_sequence FROM webhook_sequence
                        WHERE tenant_id = ? AND endpoint_id = ?
                        """,
                        Long.class,
                        bytes(endpoint.tenant().value()),
                        bytes(endpoint.value()));
        return (last == null ? count : last) - count + 1;
    }

    void forget(EndpointId endpoint) {
        jdbc.update(
                "DELETE FROM webhook_sequence WHERE tenant_id = ? AND endpoint_id = ?",
                bytes(endpoint.tenant().value()),
                bytes(endpoint.value()));
    }
}
