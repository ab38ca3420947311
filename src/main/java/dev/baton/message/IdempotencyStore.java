package dev.baton.message;

import static dev.baton.platform.Ids.bytes;

import dev.baton.platform.Ids;
import dev.baton.tenant.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/** The rows of idempotency keys. */
@Repository
class IdempotencyStore {

    /** The first response under a key, to be kept. */
    record Answered(TenantId tenant, StoredResponse response) {}

    /**
     * What is known under a key.
     *
     * @param response null while the first call is in flight
     */
    record Entry(
            byte[] bodyHash,
            UUID message,
            UUID instance,
            int attempts,
            @Nullable StoredResponse response) {}

    private final JdbcTemplate jdbc;

    IdempotencyStore(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** True when this call is the first under the key; it is durable when the transaction is. */
    boolean claim(
            TenantId tenant,
            byte[] keyHash,
            byte[] bodyHash,
            UUID message,
            UUID instance,
            Instant now) {
        try {
            jdbc.update(
                    """
                    INSERT INTO idempotency_key
                        (tenant_id, key_hash, body_hash, message_id, instance_id, attempts,
                         created_at)
                    VALUES (?, ?, ?, ?, ?, 1, ?)
                    """,
                    bytes(tenant.value()),
                    keyHash,
                    bodyHash,
                    bytes(message),
                    bytes(instance),
                    Timestamp.from(now));
            return true;
        } catch (DuplicateKeyException taken) {
            return false;
        }
    }

    Optional<Entry> find(TenantId tenant, byte[] keyHash) {
        return jdbc
                .query(
                        """
                        SELECT body_hash, message_id, instance_id, attempts, response_status,
                               response_type, response_body
                        FROM idempotency_key WHERE tenant_id = ? AND key_hash = ?
                        """,
                        (row, _) -> read(keyHash, row),
                        bytes(tenant.value()),
                        keyHash)
                .stream()
                .findFirst();
    }

    /** Takes the key over from an instance that died; false when somebody else was first. */
    boolean takeOver(TenantId tenant, byte[] keyHash, UUID dead, UUID instance) {
        return jdbc.update(
                        """
                        UPDATE idempotency_key SET instance_id = ?, attempts = attempts + 1
                        WHERE tenant_id = ? AND key_hash = ? AND instance_id = ?
                          AND response_status IS NULL
                        """,
                        bytes(instance),
                        bytes(tenant.value()),
                        keyHash,
                        bytes(dead))
                == 1;
    }

    /** Forgets a key whose call did nothing, so that it may be used again. */
    void release(TenantId tenant, byte[] keyHash) {
        jdbc.update(
                """
                DELETE FROM idempotency_key
                WHERE tenant_id = ? AND key_hash = ? AND response_status IS NULL
                """,
                bytes(tenant.value()),
                keyHash);
    }

    /** Keeps first responses; part of the group commit. */
    void answered(List<Answered> answers) {
        if (answers.isEmpty()) {
            return;
        }
        jdbc.batchUpdate(
                """
                UPDATE idempotency_key
                SET response_status = ?, response_type = ?, response_body = ?
                WHERE tenant_id = ? AND key_hash = ?
                """,
                answers.stream()
                        .map(
                                answer ->
                                        new Object[] {
                                            answer.response().status(),
                                            answer.response().contentType(),
                                            answer.response().body(),
                                            bytes(answer.tenant().value()),
                                            answer.response().keyHash()
                                        })
                        .toList());
    }

    int forgetOlderThan(Instant limit) {
        return jdbc.update(
                "DELETE FROM idempotency_key WHERE created_at < ? ORDER BY created_at LIMIT 5000",
                Timestamp.from(limit));
    }

    private static Entry read(byte[] keyHash, ResultSet row) throws SQLException {
        var body = row.getBytes("response_body");
        var response =
                body == null
                        ? null
                        : new StoredResponse(
                                keyHash,
                                row.getInt("response_status"),
                                row.getString("response_type"),
                                body);
        return new Entry(
                row.getBytes("body_hash"),
                Ids.fromBytes(row.getBytes("message_id")),
                Ids.fromBytes(row.getBytes("instance_id")),
                row.getInt("attempts"),
                response);
    }
}
