package dev.baton.identity;

import dev.baton.platform.Ids;
import dev.baton.platform.Page;
import dev.baton.platform.database.SearchPattern;
import dev.baton.platform.database.SortColumns;
import dev.baton.platform.database.Utc;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Requires;
import dev.baton.tenant.Role;
import dev.baton.tenant.TenantId;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/** The people of a tenant as lists show them. */
@Service
@Transactional(readOnly = true)
public class MemberList {

    private static final String COLUMNS =
            """
            a.account_id, a.name, a.email, a.status, m.role, m.created_at, m.last_seen_at
            """;

    private static final String ROWS =
            """
             FROM membership m JOIN account a ON a.account_id = m.account_id
            WHERE m.tenant_id = :tenant
            """;

    private static final SortColumns ORDERS =
            new SortColumns("a.account_id", "name")
                    .text("name", "LOWER(a.name)")
                    .text("email", "a.email")
                    .time("seen", "m.last_seen_at");

    private final JdbcClient jdbc;

    MemberList(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * @param search in name and address; empty for everybody
     * @param role null for every role
     * @param sort {@code name}, {@code email} or {@code seen}; by name when it is none of them
     * @param after cursor of the page before
     */
    @Requires(Permission.USERS_READ)
    public Page<Member> page(
            TenantId tenant,
            String search,
            @Nullable Role role,
            @Nullable String sort,
            @Nullable String after,
            int limit,
            Actor by) {
        var sorted = ORDERS.rows(sort, after);
        var statement =
                jdbc.sql(
                                "SELECT "
                                        + COLUMNS
                                        + sorted.selected()
                                        + ROWS
                                        + """
                                          AND (LOWER(a.name) LIKE :search OR a.email LIKE :search)
                                          AND (:role = '' OR m.role = :role)
                                        """
                                        + sorted.page())
                        .param("tenant", Ids.bytes(tenant.value()))
                        .param("search", SearchPattern.containing(search))
                        .param("role", role == null ? "" : role.name());
        return sorted.read(statement, limit, MemberList::member);
    }

    @Requires(Permission.USERS_READ)
    public Optional<Member> find(MembershipId id, Actor by) {
        return jdbc.sql("SELECT " + COLUMNS + ROWS + " AND m.account_id = :account")
                .param("tenant", Ids.bytes(id.tenant().value()))
                .param("account", Ids.bytes(id.account().value()))
                .query(MemberList::member)
                .optional();
    }

    private static Member member(ResultSet row, int number) throws SQLException {
        return new Member(
                new AccountId(Ids.fromBytes(row.getBytes("account_id"))),
                row.getString("name"),
                row.getString("email"),
                Role.valueOf(row.getString("role")),
                AccountStatus.valueOf(row.getString("status")) == AccountStatus.ACTIVE,
                Utc.instant(row, "created_at"),
                row.getObject("last_seen_at") == null ? null : Utc.instant(row, "last_seen_at"));
    }

    /**
     * One row.
     *
     * @param active whether this person may sign in at all
     */
    public record Member(
            AccountId account,
            String name,
            String email,
            Role role,
            boolean active,
            Instant joinedAt,
            @Nullable Instant lastSeenAt) {}
}
