package dev.baton.identity;

import dev.baton.platform.Ids;
import dev.baton.tenant.Role;
import dev.baton.tenant.TenantId;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
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

    /**
     * Those who rule the tenant and can sign in; nobody else can take the role from them or suspend
     * them meanwhile.
     */
    List<AccountId> rulers(TenantId tenant, Role role) {
        var candidates = holders(tenant, role);
        if (candidates.isEmpty()) {
            return candidates;
        }
        // Whoever holds accounts and memberships holds the accounts first.
        accounts(candidates);
        return jdbc.sql(
                        """
                        SELECT m.account_id
                        FROM membership m JOIN account a ON a.account_id = m.account_id
                        WHERE m.tenant_id = :tenant AND m.role = :role
                          AND m.account_id IN (:accounts) AND a.status = 'ACTIVE'
                        FOR UPDATE
                        """)
                .param("tenant", Ids.bytes(tenant.value()))
                .param("role", role.name())
                .param("accounts", bytes(candidates))
                .query((row, _) -> account(row))
                .list();
    }

    private List<AccountId> holders(TenantId tenant, Role role) {
        return jdbc.sql("SELECT account_id FROM membership WHERE tenant_id = ? AND role = ?")
                .param(Ids.bytes(tenant.value()))
                .param(role.name())
                .query((row, _) -> account(row))
                .list();
    }

    /** Accounts, always in one order, so that two who want the same do not wait for each other. */
    void accounts(Collection<AccountId> ids) {
        jdbc.sql(
                        """
                        SELECT account_id FROM account WHERE account_id IN (:ids)
                        ORDER BY account_id FOR UPDATE
                        """)
                .param("ids", bytes(ids))
                .query((row, _) -> row.getBytes(1))
                .list();
    }

    /**
     * Whose new password the link with this token sets. Their account is held, as for whoever makes
     * and voids links: so a link that still counts when it is read after this counts once.
     */
    Optional<AccountId> resetting(byte[] tokenHash) {
        var account =
                jdbc.sql("SELECT account_id FROM password_reset WHERE token_hash = ?")
                        .param(tokenHash)
                        .query((row, _) -> account(row))
                        .optional();
        account.map(List::of).ifPresent(this::accounts);
        return account;
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

    private static AccountId account(ResultSet row) throws SQLException {
        return new AccountId(Ids.fromBytes(row.getBytes(1)));
    }

    private static List<byte[]> bytes(Collection<AccountId> ids) {
        return ids.stream().map(it -> Ids.bytes(it.value())).toList();
    }
}
