package dev.baton.identity.key;

import dev.baton.identity.MembershipId;
import dev.baton.platform.Ids;
import dev.baton.platform.Page;
import dev.baton.platform.database.SearchPattern;
import dev.baton.platform.database.SortColumns;
import dev.baton.tenant.Permission;
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
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** API keys as pages list them and as requests check them. */
@Component
class KeyTable {

    private static final String COLUMNS =
            """
            tenant_id, id, name, prefix, last4, scopes, requests_per_minute, networks,
            created_by_name, created_at, expires_at, revoked_at, revoked_by_name, last_used_at, last_used_ip,
            successor, parent,
            (SELECT p.name FROM api_key p
             WHERE p.tenant_id = api_key.tenant_id AND p.id = api_key.parent) AS parent_name
            """;

    private static final String ROWS =
            """
             FROM api_key WHERE tenant_id = :tenant
            """;

    /** The name leads to them by an index; the id tells the person from a key of that name. */
    private static final String LIVING_OF_MEMBER =
            """
            AND created_by_name = :name AND created_by = :account
              AND revoked_at IS NULL AND expires_at > :now
            """;

    private static final String LIVE =
            """
            SELECT name, token_hash, scopes, requests_per_minute, networks, expires_at
            FROM api_key
            WHERE tenant_id = ? AND id = ? AND revoked_at IS NULL
            """;

    private static final String CHILDREN =
            """
            SELECT id FROM api_key WHERE tenant_id = :tenant AND parent IN (:parents)
            """;

    private static final String HELD = "FOR UPDATE";

    private static final SortColumns ORDERS =
            new SortColumns("id", "-created")
                    .age("created")
                    .text("name", "LOWER(name)")
                    .time("used", "last_used_at")
                    .time("expires", "expires_at");

    private final JdbcClient jdbc;
    private final JdbcTemplate batches;

    KeyTable(JdbcClient jdbc, JdbcTemplate batches) {
        this.jdbc = jdbc;
        this.batches = batches;
    }

    Optional<KeyView> view(ApiKeyId id, Instant now) {
        return jdbc.sql("SELECT " + COLUMNS + ROWS + "AND id = :id")
                .param("tenant", Ids.bytes(id.tenant().value()))
                .param("id", Ids.bytes(id.value()))
                .query((row, _) -> view(row, now))
                .optional();
    }

    /** Account or key that made it; a key whose maker is not known has none. */
    Optional<UUID> maker(ApiKeyId id) {
        return jdbc.sql("SELECT created_by FROM api_key WHERE tenant_id = ? AND id = ?")
                .param(Ids.bytes(id.tenant().value()))
                .param(Ids.bytes(id.value()))
                .query((row, _) -> Optional.ofNullable(row.getBytes("created_by")))
                .optional()
                .flatMap(maker -> maker)
                .map(Ids::fromBytes);
    }

    Page<KeyView> views(
            TenantId tenant,
            KeyFilter filter,
            @Nullable String sort,
            @Nullable String after,
            int limit,
            Instant now) {
        var sorted = ORDERS.rows(sort, after);
        var condition = new KeyCondition(filter, now);
        var statement =
                jdbc.sql(
                                "SELECT "
                                        + COLUMNS
                                        + sorted.selected()
                                        + ROWS
                                        + condition.sql()
                                        + sorted.page())
                        .param("tenant", Ids.bytes(tenant.value()))
                        .params(condition.parameters());
        return sorted.read(statement, limit, (row, _) -> view(row, now));
    }

    long count(TenantId tenant, KeyFilter filter, Instant now) {
        var condition = new KeyCondition(filter, now);
        return jdbc.sql("SELECT COUNT(*)" + ROWS + condition.sql())
                .param("tenant", Ids.bytes(tenant.value()))
                .params(condition.parameters())
                .query(Long.class)
                .single();
    }

    /** How many living ones a member made. */
    long livingOf(MembershipId member, String name, Instant now) {
        return ofMember("SELECT COUNT(*)" + ROWS + LIVING_OF_MEMBER, member, name, now)
                .query(Long.class)
                .single();
    }

    /** The living ones that a member made and that may do anything but what is allowed. */
    List<ApiKeyId> beyond(
            MembershipId member, String name, Set<Permission> allowed, Instant now) {
        var sql = "SELECT id, scopes" + ROWS + LIVING_OF_MEMBER + "ORDER BY id";
        return ofMember(sql, member, name, now)
                .query(
                        (row, _) ->
                                allowed.containsAll(Scopes.of(row.getString("scopes")))
                                        ? Optional.<ApiKeyId>empty()
                                        : Optional.of(
                                                new ApiKeyId(
                                                        member.tenant(),
                                                        Ids.fromBytes(row.getBytes("id")))))
                .list().stream()
                .flatMap(Optional::stream)
                .toList();
    }

    private JdbcClient.StatementSpec ofMember(
            String sql, MembershipId member, String name, Instant now) {
        return jdbc.sql(sql)
                .param("tenant", Ids.bytes(member.tenant().value()))
                .param("account", Ids.bytes(member.account().value()))
                .param("name", name)
                .param("now", Timestamp.from(now));
    }

    /** Who made keys: e-mail addresses and key names. */
    List<String> creators(TenantId tenant, int limit) {
        return jdbc.sql(
                        """
                        SELECT DISTINCT created_by_name FROM api_key WHERE tenant_id = :tenant
                        ORDER BY created_by_name LIMIT :limit
                        """)
                .param("tenant", Ids.bytes(tenant.value()))
                .param("limit", limit)
                .query(String.class)
                .list();
    }

    /** Those whose name contains a text, whatever the case; newest first. */
    List<KeyView> named(TenantId tenant, String text, int limit, Instant now) {
        return jdbc.sql(
                        "SELECT "
                                + COLUMNS
                                + ROWS
                                + "AND LOWER(name) LIKE :search ORDER BY id DESC LIMIT :limit")
                .param("tenant", Ids.bytes(tenant.value()))
                .param("search", SearchPattern.containing(text))
                .param("limit", limit)
                .query((row, _) -> view(row, now))
                .list();
    }

    /** What a request needs to know of a key that was not revoked. */
    Optional<LiveKey> live(ApiKeyId id) {
        return live(id, LIVE);
    }

    /**
     * The same of the row as it is now, held until the caller's transaction ends: nobody revokes it
     * meanwhile.
     */
    Optional<LiveKey> hold(ApiKeyId id) {
        return live(id, LIVE + HELD);
    }

    private Optional<LiveKey> live(ApiKeyId id, String sql) {
        return jdbc.sql(sql)
                .param(Ids.bytes(id.tenant().value()))
                .param(Ids.bytes(id.value()))
                .query((row, _) -> live(id, row))
                .optional();
    }

    /** Keys that any of these made. */
    List<UUID> children(TenantId tenant, Collection<UUID> parents) {
        return children(tenant, parents, CHILDREN);
    }

    /** The same, held until the caller's transaction ends. */
    List<UUID> holdChildren(TenantId tenant, Collection<UUID> parents) {
        return children(tenant, parents, CHILDREN + HELD);
    }

    private List<UUID> children(TenantId tenant, Collection<UUID> parents, String sql) {
        return jdbc.sql(sql)
                .param("tenant", Ids.bytes(tenant.value()))
                .param("parents", parents.stream().map(Ids::bytes).toList())
                .query((row, _) -> Ids.fromBytes(row.getBytes(1)))
                .list();
    }

    /** Gives what one key made to another. */
    void adopt(ApiKeyId from, ApiKeyId to) {
        jdbc.sql("UPDATE api_key SET parent = ? WHERE tenant_id = ? AND parent = ? AND id <> ?")
                .param(Ids.bytes(to.value()))
                .param(Ids.bytes(to.tenant().value()))
                .param(Ids.bytes(from.value()))
                .param(Ids.bytes(to.value()))
                .update();
    }

    long active(TenantId tenant, Collection<UUID> ids, Instant now) {
        return jdbc.sql(
                        """
                        SELECT COUNT(*) FROM api_key
                        WHERE tenant_id = :tenant AND id IN (:ids)
                          AND revoked_at IS NULL AND expires_at > :now
                        """)
                .param("tenant", Ids.bytes(tenant.value()))
                .param("ids", ids.stream().map(Ids::bytes).toList())
                .param("now", Timestamp.from(now))
                .query(Long.class)
                .single();
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

    private static LiveKey live(ApiKeyId id, ResultSet row) throws SQLException {
        return new LiveKey(
                id,
                row.getString("name"),
                row.getBytes("token_hash"),
                Scopes.of(row.getString("scopes")),
                row.getObject("requests_per_minute", Integer.class),
                KeyNetworks.ofStored(row.getString("networks")),
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
                KeyNetworks.texts(row.getString("networks")),
                row.getString("created_by_name"),
                row.getTimestamp("created_at").toInstant(),
                expiresAt,
                revokedAt,
                row.getString("revoked_by_name"),
                instant(row.getTimestamp("last_used_at")),
                row.getString("last_used_ip"),
                id(row.getBytes("successor")),
                id(row.getBytes("parent")),
                row.getString("parent_name"));
    }

    private static @Nullable UUID id(byte @Nullable [] bytes) {
        return bytes == null ? null : Ids.fromBytes(bytes);
    }

    private static @Nullable Instant instant(@Nullable Timestamp timestamp) {
        return timestamp == null ? null : timestamp.toInstant();
    }
}
