package dev.baton.vault;

import dev.baton.platform.Ids;
import dev.baton.tenant.TenantId;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** The wrapped data keys of all tenants. */
@Component
class DataKeyTable {

    private final JdbcClient jdbc;

    DataKeyTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<WrappedKey> newest(TenantId tenant) {
        return jdbc.sql(
                        """
                        SELECT tenant_id, version, master_key, wrapped_key FROM tenant_data_key
                        WHERE tenant_id = ? ORDER BY version DESC LIMIT 1
                        """)
                .param(Ids.bytes(tenant.value()))
                .query(DataKeyTable::row)
                .optional();
    }

    Optional<WrappedKey> find(TenantId tenant, int version) {
        return jdbc.sql(
                        """
                        SELECT tenant_id, version, master_key, wrapped_key FROM tenant_data_key
                        WHERE tenant_id = ? AND version = ?
                        """)
                .param(Ids.bytes(tenant.value()))
                .param(version)
                .query(DataKeyTable::row)
                .optional();
    }

    void insert(WrappedKey key) {
        jdbc.sql(
                        """
                        INSERT INTO tenant_data_key
                            (tenant_id, version, master_key, wrapped_key, created_at)
                        VALUES (?, ?, ?, ?, UTC_TIMESTAMP(6))
                        """)
                .param(Ids.bytes(key.tenant().value()))
                .param(key.version())
                .param(key.masterKey())
                .param(key.wrapped())
                .update();
    }

    List<WrappedKey> notUnderAcrossTenants(String masterKey, int limit) {
        return jdbc.sql(
                        """
                        SELECT tenant_id, version, master_key, wrapped_key FROM tenant_data_key
                        WHERE master_key <> ? LIMIT ?
                        """)
                .param(masterKey)
                .param(limit)
                .query(DataKeyTable::row)
                .list();
    }

    /** Replaces the wrapping, unless another instance has done so meanwhile. */
    void rewrap(WrappedKey old, WrappedKey rewrapped) {
        jdbc.sql(
                        """
                        UPDATE tenant_data_key SET master_key = ?, wrapped_key = ?
                        WHERE tenant_id = ? AND version = ? AND master_key = ?
                        """)
                .param(rewrapped.masterKey())
                .param(rewrapped.wrapped())
                .param(Ids.bytes(old.tenant().value()))
                .param(old.version())
                .param(old.masterKey())
                .update();
    }

    private static WrappedKey row(ResultSet row, int number) throws SQLException {
        return new WrappedKey(
                new TenantId(Ids.fromBytes(row.getBytes("tenant_id"))),
                row.getInt("version"),
                row.getString("master_key"),
                row.getBytes("wrapped_key"));
    }
}
