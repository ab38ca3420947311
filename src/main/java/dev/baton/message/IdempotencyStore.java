package dev.baton.message;

import static dev.baton.platform.Ids.bytes;

import dev.baton.platform.Ids;
import dev.baton.tenant.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The rows of idempotency keys. */
@Repository
class IdempotencyStore {

    /** What becomes of a key. */
    record Ended(TenantId tenant, StoredResponse outcome) {

        private boolean frees() {
            return outcome.response() == null;
        }

        private boolean isTakenOver() {
            return outcome.key().isRepeated();
        }
    }

    /**
     * What is known under a key.
     *
     * @param response as it is kept; null while the first call is in flight
     */
    record Entry(
            byte[] bodyHash,
            UUID message,
            UUID instance,
            int attempts,
            @Nullable Response response) {}

    private static final TypeReference<Map<String, String>> HEADERS = new TypeReference<>() {};

    private static final String KEEP =
            """
            UPDATE idempotency_key
            SET response_status = ?, response_type = ?, response_headers = ?, response_body = ?
            WHERE tenant_id = ? AND key_hash = ? AND message_id = ? AND response_status IS NULL
            """;

    private final JdbcTemplate jdbc;
    private final JsonMapper json;

    IdempotencyStore(JdbcTemplate jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
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
                               response_type, response_headers, response_body
                        FROM idempotency_key WHERE tenant_id = ? AND key_hash = ?
                        """,
                        (row, _) -> read(row),
                        bytes(tenant.value()),
                        keyHash)
                .stream()
                .findFirst();
    }

    /** Takes the key over from an instance that died; false when somebody else was first. */
    boolean takeOver(
            TenantId tenant, byte[] keyHash, UUID dead, UUID message, UUID instance) {
        return jdbc.update(
                        """
                        UPDATE idempotency_key
                        SET instance_id = ?, message_id = ?, attempts = attempts + 1
                        WHERE tenant_id = ? AND key_hash = ? AND instance_id = ?
                          AND response_status IS NULL
                        """,
                        bytes(instance),
                        bytes(message),
                        bytes(tenant.value()),
                        keyHash,
                        bytes(dead))
                == 1;
    }

    /**
     * Keeps first responses and frees keys of requests that came to nothing; part of the group
     * commit. A claim that was lost meanwhile changes nothing.
     */
    void end(List<Ended> keys) {
        var freed = keys.stream().filter(Ended::frees).toList();
        var answered = keys.stream().filter(key -> !key.frees()).toList();
        if (!freed.isEmpty()) {
            free(freed);
        }
        if (!answered.isEmpty()) {
            jdbc.batchUpdate(KEEP, answered.stream().map(this::answer).toList());
        }
    }

    /** A key that was taken over goes back to whom it was taken from: that try is not forgotten. */
    private void free(List<Ended> keys) {
        var taken = keys.stream().filter(Ended::isTakenOver).toList();
        var first = keys.stream().filter(key -> !key.isTakenOver()).toList();
        if (!first.isEmpty()) {
            jdbc.batchUpdate(
                    """
                    DELETE FROM idempotency_key
                    WHERE tenant_id = ? AND key_hash = ? AND message_id = ?
                      AND response_status IS NULL
                    """,
                    first.stream().map(IdempotencyStore::claim).toList());
        }
        if (!taken.isEmpty()) {
            jdbc.batchUpdate(
                    """
                    UPDATE idempotency_key SET instance_id = ?, attempts = attempts - 1
                    WHERE tenant_id = ? AND key_hash = ? AND message_id = ?
                      AND response_status IS NULL
                    """,
                    taken.stream().map(IdempotencyStore::handedBack).toList());
        }
    }

    /** Keeps the first response; false when the claim was lost meanwhile. */
    boolean keep(TenantId tenant, StoredResponse answered) {
        return jdbc.update(KEEP, answer(new Ended(tenant, answered))) == 1;
    }

    /** Forgets some of the keys that are older than this; how many. */
    int forgetOlderThan(Instant limit, int most) {
        return jdbc.update(
                "DELETE FROM idempotency_key WHERE created_at < ? ORDER BY created_at LIMIT ?",
                Timestamp.from(limit),
                most);
    }

    private static Object[] claim(Ended key) {
        var claim = key.outcome().key();
        return new Object[] {bytes(key.tenant().value()), claim.hash(), bytes(claim.message())};
    }

    private static Object[] handedBack(Ended key) {
        var claim = key.outcome().key();
        return new Object[] {
            bytes(Objects.requireNonNull(claim.takenFrom())),
            bytes(key.tenant().value()),
            claim.hash(),
            bytes(claim.message())
        };
    }

    private Object[] answer(Ended key) {
        var claim = key.outcome().key();
        var response = Objects.requireNonNull(key.outcome().response());
        var headers = new TreeMap<>(response.headers());
        headers.remove(Response.TYPE);
        return new Object[] {
            response.status(),
            response.contentType(),
            json.writeValueAsString(headers),
            response.body(),
            bytes(key.tenant().value()),
            claim.hash(),
            bytes(claim.message())
        };
    }

    private Entry read(ResultSet row) throws SQLException {
        return new Entry(
                row.getBytes("body_hash"),
                Ids.fromBytes(row.getBytes("message_id")),
                Ids.fromBytes(row.getBytes("instance_id")),
                row.getInt("attempts"),
                response(row));
    }

    private @Nullable Response response(ResultSet row) throws SQLException {
        var body = row.getBytes("response_body");
        if (body == null) {
            return null;
        }
        var headers = row.getString("response_headers");
        var type = Map.of(Response.TYPE, row.getString("response_type"));
        return new Response(row.getInt("response_status"), type, body)
                .with(headers == null ? Map.of() : json.readValue(headers, HEADERS));
    }
}
