package dev.baton.identity;

import dev.baton.platform.Ids;
import dev.baton.platform.database.RetryingTransactions;
import dev.baton.tenant.Actor;
import dev.baton.tenant.OpenTo;
import dev.baton.tenant.Permission;
import dev.baton.tenant.PermissionDenied;
import dev.baton.tenant.Requires;
import dev.baton.tenant.TenantId;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Helps people back into their accounts, and keeps people out. Operators do so for everybody; a
 * tenant's owners only for people who are in their tenant and in no other, because whoever sets a
 * password can be that person everywhere.
 */
@Service
@Transactional
public class AccountCare {

    private final Accounts accounts;
    private final AccountDirectory directory;
    private final Memberships memberships;
    private final PasswordResets resets;
    private final SignedInSessions sessions;
    private final RowLocks locks;
    private final RetryingTransactions transactions;
    private final Clock clock;

    AccountCare(
            Accounts accounts,
            AccountDirectory directory,
            Memberships memberships,
            PasswordResets resets,
            SignedInSessions sessions,
            RowLocks locks,
            RetryingTransactions transactions,
            Clock clock) {
        this.accounts = accounts;
        this.directory = directory;
        this.memberships = memberships;
        this.resets = resets;
        this.sessions = sessions;
        this.locks = locks;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** A link for a new password; its token is in the answer, once. Earlier links are void. */
    @Requires(Permission.TENANTS_WRITE)
    public IssuedReset resetLink(AccountId id, Actor by) {
        return issue(hold(id, by, Permission.TENANTS_WRITE), null, by);
    }

    /** The same by an owner; void as soon as the person belongs to another tenant too. */
    @Requires(Permission.OWNERS_WRITE)
    public IssuedReset resetLink(MembershipId id, Actor by) {
        return issue(holdOwn(id, by), id.tenant(), by);
    }

    /** Keeps somebody from signing in anywhere, ends their sessions and voids their links. */
    @Requires(Permission.TENANTS_WRITE)
    @Transactional(propagation = Propagation.NOT_SUPPORTED)
    public void suspend(AccountId id, Actor by) {
        transactions.run(
                () -> suspend(hold(id, by, Permission.TENANTS_WRITE), TenantId.PLATFORM));
        sessions.endAll(id, null);
    }

    /** An operator who does so in some tenant does it as an operator. */
    @Requires(Permission.OWNERS_WRITE)
    @Transactional(propagation = Propagation.NOT_SUPPORTED)
    public void suspend(MembershipId id, Actor by) {
        var behalf = by.may(Permission.TENANTS_WRITE) ? TenantId.PLATFORM : id.tenant();
        transactions.run(() -> suspend(holdOwn(id, by), behalf));
        sessions.endAll(id.account(), null);
    }

    @Requires(Permission.TENANTS_WRITE)
    public void restore(AccountId id, Actor by) {
        restore(hold(id, by, Permission.TENANTS_WRITE));
    }

    /** What an operator has suspended, no owner restores. */
    @Requires(Permission.OWNERS_WRITE)
    public void restore(MembershipId id, Actor by) {
        restore(holdOwn(id, by));
    }

    /** Whether an owner may do these things for a member. */
    @Requires(Permission.USERS_READ)
    @Transactional(readOnly = true)
    public boolean isInReach(MembershipId id, Actor by) {
        return by.may(Permission.OWNERS_WRITE)
                && !id.account().value().equals(by.id())
                && accounts.findById(id.account()).filter(it -> isInReach(it, id, by)).isPresent()
                && memberships
                        .findById(id)
                        .filter(it -> RoleReach.reaches(it.role(), by))
                        .isPresent();
    }

    /** The account's link that still counts, for operators to see who made it. */
    @Requires(Permission.TENANTS_READ)
    @Transactional(readOnly = true)
    public Optional<PasswordReset> openLink(AccountId id, Actor by) {
        var account = directory.get(id);
        return resets.findPending(id).stream().filter(it -> isOpen(it, account)).findFirst();
    }

    /** Whose new password a link sets, while it counts. */
    @Transactional(readOnly = true)
    public Account open(@Nullable String token) {
        return LinkToken.parse(token)
                .flatMap(it -> resets.findByTokenHash(it.hash()))
                .flatMap(
                        it ->
                                accounts.findById(it.account())
                                        .filter(account -> isOpen(it, account)))
                .orElseThrow(ResetNotFound::new);
    }

    /** Sets the new password and ends all sessions; the link is used up. */
    @OpenTo(OpenTo.Audience.EVERYBODY)
    @Transactional(propagation = Propagation.NOT_SUPPORTED)
    public AccountId reset(@Nullable String token, String password) {
        // The hash takes its time, so it is made before the transaction.
        var hashed = directory.hash(password, open(token).email());
        var account = transactions.call(() -> use(token, hashed));
        sessions.endAll(account, null);
        return account;
    }

    private AccountId use(@Nullable String token, AccountDirectory.HashedPassword password) {
        var id =
                LinkToken.parse(token)
                        .flatMap(it -> locks.resetting(it.hash()))
                        .orElseThrow(ResetNotFound::new);
        var account = open(token);
        var now = clock.instant();
        account.changePassword(password.value(), now);
        accounts.save(account);
        for (var reset : resets.findPending(id)) {
            reset.use(now);
            resets.save(reset);
        }
        return id;
    }

    private IssuedReset issue(Account account, @Nullable TenantId onlyTenant, Actor by) {
        if (!account.isActive()) {
            throw new AccountSuspended();
        }
        voidLinks(account.id());
        var token = LinkToken.random();
        var reset =
                resets.save(
                        new PasswordReset(
                                Ids.next(),
                                account.id(),
                                token,
                                onlyTenant,
                                by.name(),
                                clock.instant()));
        return new IssuedReset(account.email(), reset.expiresAt(), token.value());
    }

    private void suspend(Account account, TenantId by) {
        account.suspend(by);
        accounts.save(account);
        voidLinks(account.id());
    }

    private void restore(Account account) {
        account.resume();
        accounts.save(account);
    }

    private void voidLinks(AccountId account) {
        for (var earlier : resets.findPending(account)) {
            earlier.revoke(clock.instant());
            resets.save(earlier);
        }
    }

    /**
     * The account, held together with the actor's own: two who suspend each other at the same
     * moment cannot both succeed.
     */
    private Account hold(AccountId id, Actor by, Permission permission) {
        var own = by.kind() == Actor.Kind.ACCOUNT ? new AccountId(by.requiredId()) : null;
        if (id.equals(own)) {
            throw new OwnAccount();
        }
        locks.accounts(own == null ? List.of(id) : List.of(id, own));
        if (own != null && accounts.findById(own).filter(it -> !it.isActive()).isPresent()) {
            throw new PermissionDenied(permission);
        }
        return accounts.findById(id).orElseThrow(() -> new AccountNotFound(id));
    }

    private Account holdOwn(MembershipId id, Actor by) {
        // Held before anything is read: the person may be about to join another tenant.
        var account = hold(id.account(), by, Permission.OWNERS_WRITE);
        var membership =
                memberships.findById(id).orElseThrow(() -> new AccountNotFound(id.account()));
        RoleReach.check(membership.role(), by);
        if (!isInReach(account, id, by)) {
            throw new AccountOutOfReach();
        }
        return account;
    }

    private boolean isInReach(Account account, MembershipId id, Actor by) {
        return tenantsOf(account.id()).equals(Set.of(id.tenant()))
                && (account.isActive()
                        || account.isSuspendedByOwnersOf(id.tenant())
                        || by.may(Permission.TENANTS_WRITE));
    }

    private boolean isOpen(PasswordReset reset, Account account) {
        return account.isActive()
                && !reset.createdAt().isBefore(account.passwordChangedAt())
                && reset.isOpen(tenantsOf(account.id()), clock.instant());
    }

    private Set<TenantId> tenantsOf(AccountId account) {
        return memberships.findByAccount(account).stream()
                .map(it -> it.id().tenant())
                .collect(Collectors.toSet());
    }
}
