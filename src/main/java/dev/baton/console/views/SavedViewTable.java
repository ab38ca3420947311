package dev.baton.console.views;

import static dev.baton.platform.Ids.bytes;

import dev.baton.platform.Ids;
import dev.baton.platform.database.Utc;
import dev.baton.tenant.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows of saved views. */
@Component
class SavedViewTable {

    private final JdbcClient jdbc;

    SavedViewTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Those of a list that the person sees, by name. */
    List<SavedView> seenBy(UUID account, TenantId tenant, String page) {
        return jdbc.sql(
                        """
                        SELECT v.*, a.name AS owner
                        FROM saved_view v JOIN account a ON a.account_id = v.account_id
                        WHERE v.tenant_id = :tenant AND v.page = :page
                            AND (v.account_id = :account OR v.shared)
                        ORDER BY LOWER(v.name), v.id
                        """)
                .param("tenant", bytes(tenant.value()))
                .param("page", page)
                .param("account", bytes(account))
                .query(SavedViewTable::view)
                .list();
    }

    Optional<SavedView> find(TenantId tenant, UUID id) {
        return jdbc.sql(
                        """
                        SELECT v.*, a.name AS owner
                        FROM saved_view v JOIN account a ON a.account_id = v.account_id
                        WHERE v.tenant_id = ? AND v.id = ?
                        """)
                .params(bytes(tenant.value()), bytes(id))
                .query(SavedViewTable::view)
                .optional();
    }

    /** How many a person has besides the one of that name. */
    int count(UUID account, TenantId tenant, NewView besides) {
        return jdbc.sql(
                        """
                        SELECT COUNT(*) FROM saved_view
                        WHERE tenant_id = ? AND account_id = ? AND NOT (page = ? AND name = ?)
                        """)
                .params(
                        bytes(tenant.value()), bytes(account), besides.page(), besides.name())
                .query(Integer.class)
                .single();
    }

    /** Adds the view, or changes the person's own of that name. */
    void put(UUID account, TenantId tenant, NewView view, Instant now) {
        jdbc.sql(
                        """
                        INSERT INTO saved_view
                            (tenant_id, id, account_id, page, name, criteria, shared, created_at)
                        VALUES (:tenant, :id, :account, :page, :name, :criteria, :shared, :now)
                        ON DUPLICATE KEY UPDATE criteria = :criteria, shared = :shared
                        """)
                .param("tenant", bytes(tenant.value()))
                .param("id", bytes(Ids.next()))
                .param("account", bytes(account))
                .param("page", view.page())
                .param("name", view.name())
                .param("criteria", view.criteria())
                .param("shared", view.isShared())
                .param("now", Utc.of(now))
                .update();
    }

    UUID id(UUID account, TenantId tenant, NewView view) {
        return jdbc.sql(
                        """
                        SELECT id FROM saved_view
                        WHERE tenant_id = ? AND account_id = ? AND page = ? AND name = ?
                        """)
                .params(bytes(tenant.value()), bytes(account), view.page(), view.name())
                .query((row, _) -> Ids.fromBytes(row.getBytes("id")))
                .single();
    }

    void share(TenantId tenant, UUID id, boolean shared) {
        jdbc.sql("UPDATE saved_view SET shared = ? WHERE tenant_id = ? AND id = ?")
                .params(shared, bytes(tenant.value()), bytes(id))
                .update();
    }

    void delete(TenantId tenant, UUID id) {
        jdbc.sql("DELETE FROM saved_view WHERE tenant_id = ? AND id = ?")
                .params(bytes(tenant.value()), bytes(id))
                .update();
    }

    private static SavedView view(ResultSet row, int number) throws SQLException {
        return new SavedView(
                Ids.fromBytes(row.getBytes("id")),
                Ids.fromBytes(row.getBytes("account_id")),
                row.getString("owner"),
                row.getString("page"),
                row.getString("name"),
                row.getString("criteria"),
                row.getBoolean("shared"));
    }
}
