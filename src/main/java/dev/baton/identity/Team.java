package dev.baton.identity;

import dev.baton.platform.database.RetryingTransactions;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Requires;
import dev.baton.tenant.Role;
import dev.baton.tenant.TenantId;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import java.time.Clock;
import java.util.List;

/** The people of a tenant and their roles. */
@Service
@Transactional
public class Team {

    private final Memberships memberships;
    private final AccountDirectory accounts;
    private final RowLocks locks;
    private final RetryingTransactions transactions;
    private final Clock clock;

    Team(
            Memberships memberships,
            AccountDirectory accounts,
            RowLocks locks,
            RetryingTransactions transactions,
            Clock clock) {
        this.memberships = memberships;
        this.accounts = accounts;
        this.locks = locks;
        this.transactions = transactions;
        this.clock = clock;
    }

    @Requires(Permission.USERS_WRITE)
    public void changeRole(MembershipId id, Role role, Actor by) {
        var membership = load(id);
        RoleReach.check(membership.role(), by);
        RoleReach.check(role, id.tenant(), by);
        if (membership.governs() && role != membership.role()) {
            requireAnotherOwner(membership);
        }
        membership.become(role);
        memberships.save(membership);
    }

    /**
     * Also one's own: one may leave, unless nobody would be left to rule. Whom the tenant's owners
     * had suspended can sign in again, and join elsewhere.
     */
    @Requires(Permission.USERS_WRITE)
    public void remove(MembershipId id, Actor by) {
        var membership = load(id);
        RoleReach.check(membership.role(), by);
        if (membership.governs()) {
            requireAnotherOwner(membership);
        } else {
            locks.accounts(List.of(id.account()));
        }
        membership.leave();
        memberships.delete(membership);
        accounts.release(id);
    }

    /**
     * Makes another member an owner and oneself an administrator, both or neither.
     *
     * @throws HandOverRefused when the actor is no owner here, or the other cannot be one
     */
    @Requires(Permission.OWNERS_WRITE)
    public void handOver(MembershipId to, Actor by) {
        var from = new MembershipId(to.tenant(), new AccountId(by.requiredId()));
        if (to.equals(from)) {
            throw HandOverRefused.toOneself();
        }
        // Held before anything is read: the other may be about to be suspended or to leave.
        locks.accounts(List.of(to.account(), from.account()));
        var own =
                memberships
                        .findById(from)
                        .filter(Membership::governs)
                        .orElseThrow(HandOverRefused::byNoOwner);
        var heir = load(to);
        if (!accounts.get(to.account()).isActive()) {
            throw HandOverRefused.toSuspended();
        }
        heir.become(Membership.governing(to.tenant()));
        own.become(Role.TENANT_ADMIN);
        memberships.save(heir);
        memberships.save(own);
    }

    /** Makes a person with a password and a role at once, without an invitation. */
    @Requires(Permission.TENANTS_WRITE)
    @Transactional(propagation = Propagation.NOT_SUPPORTED)
    public AccountId enrol(
            TenantId tenant, Email email, Profile profile, String password, Role role, Actor by) {
        RoleReach.check(role, tenant, by);
        var hashed = accounts.hash(password, email);
        return transactions.call(
                () -> {
                    var account = accounts.register(email, profile, hashed);
                    join(tenant, account, role);
                    return account;
                });
    }

    /** Whether anybody rules the tenant yet. */
    @Transactional(readOnly = true)
    public boolean isOwned(TenantId tenant) {
        return memberships.existsByTenantAndRole(tenant, Membership.governing(tenant));
    }

    /** Called by those who checked the right: an invitation accepted, an operator. */
    void join(TenantId tenant, AccountId account, Role role) {
        memberships.save(new Membership(new MembershipId(tenant, account), role, clock.instant()));
    }

    boolean isMember(TenantId tenant, AccountId account) {
        return memberships.existsById(new MembershipId(tenant, account));
    }

    boolean isMember(TenantId tenant, Email email) {
        return memberships.existsByTenantAndEmail(tenant, email.value());
    }

    private void requireAnotherOwner(Membership leaving) {
        var owners = locks.rulers(leaving.id().tenant(), leaving.role());
        if (owners.stream().allMatch(leaving.id().account()::equals)) {
            throw new LastOwnerStays();
        }
    }

    private Membership load(MembershipId id) {
        return memberships.findById(id).orElseThrow(() -> new AccountNotFound(id.account()));
    }
}
