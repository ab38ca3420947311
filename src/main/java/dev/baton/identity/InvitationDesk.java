package dev.baton.identity;

import dev.baton.platform.Ids;
import dev.baton.platform.database.RetryingTransactions;
import dev.baton.tenant.Actor;
import dev.baton.tenant.OpenTo;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Requires;
import dev.baton.tenant.Role;
import dev.baton.tenant.TenantId;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import java.time.Clock;
import java.util.List;

/**
 * Invites people. Who holds a link may join under the invited address only: with a new account, or
 * signed in to the one that has it.
 */
@Service
@Transactional
public class InvitationDesk {

    private final Invitations invitations;
    private final AccountDirectory accounts;
    private final Team team;
    private final RowLocks locks;
    private final RetryingTransactions transactions;
    private final Clock clock;

    InvitationDesk(
            Invitations invitations,
            AccountDirectory accounts,
            Team team,
            RowLocks locks,
            RetryingTransactions transactions,
            Clock clock) {
        this.invitations = invitations;
        this.accounts = accounts;
        this.team = team;
        this.locks = locks;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** The link's token is in the answer, once. */
    @Requires(Permission.USERS_WRITE)
    public IssuedInvitation invite(TenantId tenant, Email email, Role role, Actor by) {
        return issue(tenant, email, role, by);
    }

    /** The first person of a tenant that an operator has just created, or a new start for one. */
    @Requires(Permission.TENANTS_WRITE)
    public IssuedInvitation inviteOwner(TenantId tenant, Email email, Actor by) {
        return issue(tenant, email, Membership.governing(tenant), by);
    }

    /** A new link and a new week; the old link stops counting. */
    @Requires(Permission.USERS_WRITE)
    public IssuedInvitation renew(InvitationId id, Actor by) {
        var invitation = load(id);
        RoleReach.check(invitation.role(), by);
        var token = InvitationToken.random();
        invitation.renew(token, clock.instant());
        return new IssuedInvitation(invitations.save(invitation), token.value());
    }

    @Requires(Permission.USERS_WRITE)
    public void revoke(InvitationId id, Actor by) {
        var invitation = load(id);
        RoleReach.check(invitation.role(), by);
        invitation.revoke(clock.instant());
        invitations.save(invitation);
    }

    /** Neither accepted nor revoked, the expired ones included. */
    @Requires(Permission.USERS_READ)
    @Transactional(readOnly = true)
    public List<Invitation> pending(TenantId tenant, Actor by) {
        return invitations.findPending(tenant);
    }

    /** The invitation that a link stands for, while it counts. */
    @Transactional(readOnly = true)
    public Invitation open(@Nullable String token) {
        return InvitationToken.parse(token)
                .flatMap(it -> invitations.findByTokenHash(it.hash()))
                .filter(it -> it.isOpen(clock.instant()))
                .orElseThrow(InvitationNotFound::new);
    }

    /** Joins with a new account under the invited address. */
    @OpenTo(OpenTo.Audience.EVERYBODY)
    @Transactional(propagation = Propagation.NOT_SUPPORTED)
    public Joined acceptAsNewPerson(@Nullable String token, Profile profile, String password) {
        // The hash takes its time, so it is made before the transaction.
        var hashed = accounts.hash(password, open(token).email());
        return transactions.call(
                () -> {
                    var invitation = take(token);
                    var account = accounts.register(invitation.email(), profile, hashed);
                    return join(invitation, account);
                });
    }

    /** Joins with the account that already has the invited address. */
    @OpenTo(OpenTo.Audience.SIGNED_IN)
    public Joined accept(@Nullable String token, AccountId account) {
        var invitation = take(token);
        if (!accounts.get(account).email().equals(invitation.email())) {
            throw new InvitationNotFound();
        }
        return join(invitation, account);
    }

    private Joined join(Invitation invitation, AccountId account) {
        invitation.accept(clock.instant());
        invitations.save(invitation);
        if (!team.isMember(invitation.tenant(), account)) {
            team.join(invitation.tenant(), account, invitation.role());
        }
        return new Joined(invitation.tenant(), account);
    }

    private IssuedInvitation issue(TenantId tenant, Email email, Role role, Actor by) {
        RoleReach.check(role, tenant, by);
        var known = accounts.find(email);
        if (known.isPresent() && team.isMember(tenant, known.get().id())) {
            throw new AlreadyMember(email);
        }
        replaceExpired(tenant, email);
        var token = InvitationToken.random();
        var id = new InvitationId(tenant, Ids.next());
        var invitation = new Invitation(id, email, role, token, by.name(), clock.instant());
        return new IssuedInvitation(invitations.save(invitation), token.value());
    }

    private void replaceExpired(TenantId tenant, Email email) {
        var now = clock.instant();
        for (var earlier : invitations.findPending(tenant, email.value())) {
            if (earlier.isOpen(now)) {
                throw new AlreadyInvited(email);
            }
            earlier.revoke(now);
            invitations.save(earlier);
        }
    }

    private Invitation take(@Nullable String token) {
        return InvitationToken.parse(token)
                .flatMap(it -> locks.invitation(it.hash()))
                .flatMap(invitations::findById)
                .filter(it -> it.isOpen(clock.instant()))
                .orElseThrow(InvitationNotFound::new);
    }

    private Invitation load(InvitationId id) {
        return invitations.findById(id).orElseThrow(InvitationNotFound::new);
    }

    /** Who joined what. */
    public record Joined(TenantId tenant, AccountId account) {}
}
