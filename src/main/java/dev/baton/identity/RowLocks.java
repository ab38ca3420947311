package dev.baton.identity;

import dev.baton.platform.Ids;
import dev.baton.tenant.Role;
import dev.baton.tenant.TenantId;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import java.util.List;
import java.util.Optional;

/**
 * Rows held until the caller's transaction ends, where two people at once could break a rule. By
 * hand, because MariaDB does not know the {@code FOR UPDATE OF} that Hibernate writes for MySQL.
 */
@Component
class RowLocks {

    private final JdbcClient jdbc;

    RowLocks(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Those with the role that rules the tenant; nobody else can take it from them meanwhile. */
    List<AccountId> rulers(TenantId tenant, Role role) {
        return jdbc.sql(
                        """
                        SELECT account_id FROM membership
                        WHERE tenant_id = :tenant AND role = :role
                        FOR UPDATE
                        """)
                .param("tenant", Ids.bytes(tenant.value()))
                .param("role", role.name())
                .query((row, _) -> new AccountId(Ids.fromBytes(row.getBytes(1))))
                .list();
    }

    /** The invitation with this token, so that a link counts once. */
    Optional<InvitationId> invitation(byte[] tokenHash) {
        return jdbc.sql("SELECT tenant_id, id FROM invitation WHERE token_hash = ? FOR UPDATE")
                .param(tokenHash)
                .query(
                        (row, _) ->
                                new InvitationId(
                                        new TenantId(Ids.fromBytes(row.getBytes(1))),
                                        Ids.fromBytes(row.getBytes(2))))
                .optional();
    }
}
