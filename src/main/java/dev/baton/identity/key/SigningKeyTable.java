package dev.baton.identity.key;

import dev.baton.platform.Ids;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The signing keys of the installation; at most one is active, which the database guards. */
@Component
class SigningKeyTable {

    private final JdbcClient jdbc;

    SigningKeyTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    record Sealed(UUID id, String privateKey) {}

    Optional<Sealed> active() {
        return jdbc.sql("SELECT id, private_key FROM signing_key WHERE active = 1")
                .query(
                        (row, _) ->
                                new Sealed(
                                        Ids.fromBytes(row.getBytes("id")),
                                        row.getString("private_key")))
                .optional();
    }

    void insertActive(UUID id, byte[] publicKey, String privateKey, String by, Instant now) {
        jdbc.sql(
                        """
                        INSERT INTO signing_key
                            (id, public_key, private_key, active, created_by_name, created_at)
                        VALUES (?, ?, ?, 1, ?, ?)
                        """)
                .param(Ids.bytes(id))
                .param(publicKey)
                .param(privateKey)
                .param(by)
                .param(Timestamp.from(now))
                .update();
    }

    /** Whether it was the active one until now. */
    boolean retire(UUID id, Instant now) {
        return jdbc.sql(
                                """
                                UPDATE signing_key SET active = NULL, retired_at = ?
                                WHERE id = ? AND active = 1
                                """)
                        .param(Timestamp.from(now))
                        .param(Ids.bytes(id))
                        .update()
                == 1;
    }

    /** The active key, and those before it under which a key may still live. */
    List<PublishedKey> published(Instant now) {
        return jdbc.sql(
                        """
                        SELECT s.id, s.public_key FROM signing_key s
                        WHERE s.active = 1 OR EXISTS (
                            SELECT 1 FROM api_key k WHERE k.signing_key = s.id AND k.expires_at > ?)
                        ORDER BY s.created_at DESC, s.id
                        """)
                .param(Timestamp.from(now))
                .query(
                        (row, _) ->
                                new PublishedKey(
                                        Ids.fromBytes(row.getBytes("id")),
                                        row.getBytes("public_key")))
                .list();
    }

    List<SigningKeyView> views(Instant now) {
        return jdbc.sql(
                        """
                        SELECT s.id, s.active, s.created_at, s.created_by_name, s.retired_at,
                            COUNT(k.id) AS live, MAX(k.expires_at) AS last_expiry
                        FROM signing_key s
                        LEFT JOIN api_key k ON k.signing_key = s.id AND k.expires_at > ?
                        GROUP BY s.id, s.active, s.created_at, s.created_by_name, s.retired_at
                        ORDER BY s.created_at DESC, s.id
                        """)
                .param(Timestamp.from(now))
                .query(SigningKeyTable::view)
                .list();
    }

    private static SigningKeyView view(ResultSet row, int number) throws SQLException {
        var live = row.getLong("live");
        return new SigningKeyView(
                Ids.fromBytes(row.getBytes("id")),
                status(row.getBoolean("active"), live),
                row.getTimestamp("created_at").toInstant(),
                row.getString("created_by_name"),
                instant(row.getTimestamp("retired_at")),
                live,
                instant(row.getTimestamp("last_expiry")));
    }

    private static SigningKeyView.Status status(boolean active, long live) {
        if (active) {
            return SigningKeyView.Status.ACTIVE;
        }
        return live > 0 ? SigningKeyView.Status.RETIRING : SigningKeyView.Status.RETIRED;
    }

    private static @Nullable Instant instant(@Nullable Timestamp timestamp) {
        return timestamp == null ? null : timestamp.toInstant();
    }
}
