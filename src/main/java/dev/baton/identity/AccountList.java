package dev.baton.identity;

import dev.baton.platform.Ids;
import dev.baton.platform.Page;
import dev.baton.platform.database.SearchPattern;
import dev.baton.platform.database.SortColumns;
import dev.baton.platform.database.Utc;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Requires;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;

/** All people as operators see them, those included who belong to no tenant. */
@Service
@Transactional(readOnly = true)
public class AccountList {

    private static final SortColumns ORDERS =
            new SortColumns("a.account_id", "email")
                    .text("email", "a.email")
                    .text("name", "LOWER(a.name)")
                    .age("created");

    private final JdbcClient jdbc;

    AccountList(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * @param search in name and address; empty for everybody
     * @param status null for any
     * @param sort {@code email}, {@code name} or {@code created}; by address when it is none
     * @param after cursor of the page before
     */
    @Requires(Permission.TENANTS_READ)
    public Page<Row> page(
            String search,
            @Nullable AccountStatus status,
            @Nullable String sort,
            @Nullable String after,
            int limit,
            Actor by) {
        var sorted = ORDERS.rows(sort, after);
        var statement =
                jdbc.sql(
                                """
                                SELECT a.account_id, a.name, a.email, a.status, a.created_at,
                                    (SELECT COUNT(*) FROM membership m
                                     WHERE m.account_id = a.account_id) AS tenants
                                    %s
                                FROM account a
                                WHERE (LOWER(a.name) LIKE :search OR a.email LIKE :search)
                                  AND (:status = '' OR a.status = :status)
                                %s
                                """
                                        .formatted(sorted.selected(), sorted.page()))
                        .param("search", SearchPattern.containing(search))
                        .param("status", status == null ? "" : status.name());
        return sorted.read(statement, limit, AccountList::row);
    }

    private static Row row(ResultSet row, int number) throws SQLException {
        return new Row(
                new AccountId(Ids.fromBytes(row.getBytes("account_id"))),
                row.getString("name"),
                row.getString("email"),
                AccountStatus.valueOf(row.getString("status")) == AccountStatus.ACTIVE,
                row.getLong("tenants"),
                Utc.instant(row, "created_at"));
    }

    /**
     * One person.
     *
     * @param tenants how many they belong to
     */
    public record Row(
            AccountId id,
            String name,
            String email,
            boolean active,
            long tenants,
            Instant createdAt) {}
}
