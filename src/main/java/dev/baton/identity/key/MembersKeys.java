package dev.baton.identity.key;

import dev.baton.identity.AccountDirectory;
import dev.baton.identity.MembershipId;
import dev.baton.identity.Team;
import dev.baton.platform.database.RetryingTransactions;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Requires;
import dev.baton.tenant.Role;

import org.springframework.stereotype.Service;

import java.util.Set;

/**
 * Lets a member go, or do less, together with the keys that person made: both or neither. A key is
 * the tenant's, not its maker's, and outlives a membership unless somebody asks for its end.
 */
@Service
public class MembersKeys {

    private final Team team;
    private final AccountDirectory accounts;
    private final ApiKeys keys;
    private final RetryingTransactions transactions;

    MembersKeys(
            Team team,
            AccountDirectory accounts,
            ApiKeys keys,
            RetryingTransactions transactions) {
        this.team = team;
        this.accounts = accounts;
        this.keys = keys;
        this.transactions = transactions;
    }

    /**
     * Removes the member and revokes every living key they made.
     *
     * @return how many were revoked, without those that they had made in turn
     */
    @Requires(Permission.KEYS_WRITE)
    public int remove(MembershipId id, Actor by) {
        return transactions.call(
                () -> {
                    team.remove(id, by);
                    return revoke(id, Set.of(), by);
                });
    }

    /**
     * Gives the member a role and revokes the living keys they made that may do more than it.
     *
     * @return how many were revoked, without those that they had made in turn
     */
    @Requires(Permission.KEYS_WRITE)
    public int changeRole(MembershipId id, Role role, Actor by) {
        return transactions.call(
                () -> {
                    team.changeRole(id, role, by);
                    return revoke(id, role.permissions(), by);
                });
    }

    /** How many living keys the member made: what {@link #remove} would revoke. */
    @Requires(Permission.KEYS_READ)
    public long living(MembershipId id, Actor by) {
        return keys.livingOf(id, nameOf(id));
    }

    private int revoke(MembershipId id, Set<Permission> allowed, Actor by) {
        return keys.revokeBeyond(id, nameOf(id), allowed, by);
    }

    private String nameOf(MembershipId id) {
        return accounts.get(id.account()).email().value();
    }
}
