package dev.baton.identity.key;

import dev.baton.platform.Ids;
import dev.baton.tenant.TenantId;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** API keys as pages list them and as requests check them. */
@Component
class KeyTable {

    private static final String COLUMNS =
            """
            SELECT tenant_id, id, name, prefix, last4, scopes, requests_per_minute, created_by_name,
                created_at, expires_at, revoked_at, revoked_by_name, last_used_at, last_used_ip,
                successor
            FROM api_key
            WHERE tenant_id = :tenant
            """;

    private final JdbcClient jdbc;
    private final JdbcTemplate batches;

    KeyTable(JdbcClient jdbc, JdbcTemplate batches) {
        this.jdbc = jdbc;
        this.batches = batches;
    }

    Optional<KeyView> view(ApiKeyId id, Instant now) {
        return jdbc.sql(COLUMNS + "AND id = :id")
                .param("tenant", Ids.bytes(id.tenant().value()))
                .param("id", Ids.bytes(id.value()))
                .query((row, _) -> view(row, now))
                .optional();
    }

    /** Newest first; ids grow with time. */
    List<KeyView> views(
            TenantId tenant,
            @Nullable KeyState state,
            @Nullable UUID after,
            int limit,
            Instant now) {
        return jdbc.sql(
                        COLUMNS
                                + condition(state)
                                + "AND (:after IS NULL OR id < :after) ORDER BY id DESC LIMIT"
                                + " :limit")
                .param("tenant", Ids.bytes(tenant.value()))
                .param("now", Timestamp.from(now))
                .param("after", after == null ? null : Ids.bytes(after))
                .param("limit", limit)
                .query((row, _) -> view(row, now))
                .list();
    }

    /** Those whose name contains a text, whatever the case; newest first. */
    List<KeyView> named(TenantId tenant, String text, int limit, Instant now) {
        return jdbc.sql(
                        COLUMNS
                                + "AND LOWER(name) LIKE :pattern ESCAPE '!' ORDER BY id DESC LIMIT"
                                + " :limit")
                .param("tenant", Ids.bytes(tenant.value()))
                .param("pattern", pattern(text))
                .param("limit", limit)
                .query((row, _) -> view(row, now))
                .list();
    }

    private static String pattern(String text) {
        var literal = text.strip().toLowerCase(Locale.ROOT);
        return "%" + literal.replace("!", "!!").replace("%", "!%").replace("_", "!_") + "%";
    }

    /** What a request needs to know of a key that was not revoked. */
    Optional<LiveKey> live(ApiKeyId id) {
        return jdbc.sql(
                        """
                        SELECT name, token_hash, scopes, requests_per_minute, expires_at FROM api_key
                        WHERE tenant_id = ? AND id = ? AND revoked_at IS NULL
                        """)
                .param(Ids.bytes(id.tenant().value()))
                .param(Ids.bytes(id.value()))
                .query((row, _) -> live(id, row))
                .optional();
    }

    void used(Collection<KeyUse> uses) {
        batches.batchUpdate(
                """
                UPDATE api_key SET last_used_at = ?, last_used_ip = ?
                WHERE tenant_id = ? AND id = ? AND (last_used_at IS NULL OR last_used_at < ?)
                """,
                uses,
                Math.max(1, uses.size()),
                (row, use) -> {
                    row.setTimestamp(1, Timestamp.from(use.at()));
                    row.setString(2, use.ip());
                    row.setBytes(3, Ids.bytes(use.key().tenant().value()));
                    row.setBytes(4, Ids.bytes(use.key().value()));
                    row.setTimestamp(5, Timestamp.from(use.at()));
                });
    }

    private static String condition(@Nullable KeyState state) {
        return switch (state) {
            case null -> "";
            case ACTIVE -> "AND revoked_at IS NULL AND expires_at > :now ";
            case EXPIRED -> "AND revoked_at IS NULL AND expires_at <= :now ";
            case REVOKED -> "AND revoked_at IS NOT NULL ";
        };
    }

    private static LiveKey live(ApiKeyId id, ResultSet row) throws SQLException {
        return new LiveKey(
                id,
                row.getString("name"),
                row.getBytes("token_hash"),
                Scopes.of(row.getString("scopes")),
                row.getObject("requests_per_minute", Integer.class),
                row.getTimestamp("expires_at").toInstant());
    }

    private static KeyView view(ResultSet row, Instant now) throws SQLException {
        var expiresAt = row.getTimestamp("expires_at").toInstant();
        var revokedAt = instant(row.getTimestamp("revoked_at"));
        return new KeyView(
                new ApiKeyId(
                        new TenantId(Ids.fromBytes(row.getBytes("tenant_id"))),
                        Ids.fromBytes(row.getBytes("id"))),
                row.getString("name"),
                KeyState.at(now, expiresAt, revokedAt),
                row.getString("prefix"),
                row.getString("last4"),
                Scopes.of(row.getString("scopes")),
                row.getObject("requests_per_minute", Integer.class),
                row.getString("created_by_name"),
                row.getTimestamp("created_at").toInstant(),
                expiresAt,
                revokedAt,
                row.getString("revoked_by_name"),
                instant(row.getTimestamp("last_used_at")),
                row.getString("last_used_ip"),
                id(row.getBytes("successor")));
    }

    private static @Nullable UUID id(byte @Nullable [] bytes) {
        return bytes == null ? null : Ids.fromBytes(bytes);
    }

    private static @Nullable Instant instant(@Nullable Timestamp timestamp) {
        return timestamp == null ? null : timestamp.toInstant();
    }
}
