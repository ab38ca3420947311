package dev.baton.identity;

import dev.baton.platform.Ids;
import dev.baton.platform.database.RetryingTransactions;
import dev.baton.platform.problem.Conflict;
import dev.baton.platform.problem.RuleRefused;
import dev.baton.tenant.Actor;
import dev.baton.tenant.OpenTo;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Requires;
import dev.baton.tenant.Role;
import dev.baton.tenant.TenantId;

import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import java.time.Clock;
import java.util.List;

/**
 * Invites people. Who holds a link may join under the invited address only, signed in to its
 * account. No answer and no answer's time tells whether the address had one before. Whoever holds
 * the link, the inviter too, can still find out: who makes an account there and can sign in with its
 * password knows that there was none.
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

    /** Several at once, each for itself: one that is refused keeps no other from being made. */
    @Requires(Permission.USERS_WRITE)
    @Transactional(propagation = Propagation.NOT_SUPPORTED)
    public List<InvitationOutcome> invite(
            TenantId tenant, InvitationWishes wishes, Role role, Actor by) {
        RoleReach.check(role, tenant, by);
        return wishes.addresses().stream().map(it -> outcome(tenant, it, role, by)).toList();
    }

    private InvitationOutcome outcome(TenantId tenant, String address, Role role, Actor by) {
        try {
            var email = new Email(address);
            var issued = transactions.call(() -> issue(tenant, email, role, by));
            return new InvitationOutcome(address, issued, null);
        } catch (RuleRefused | Conflict refusal) {
            return new InvitationOutcome(address, null, refusal);
        }
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
        var token = LinkToken.random();
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
        return LinkToken.parse(token)
                .flatMap(it -> invitations.findByTokenHash(it.hash()))
                .filter(it -> it.isOpen(clock.instant()))
                .orElseThrow(InvitationNotFound::new);
    }

    /**
     * Makes the account of the invited address, if there is none; who holds the link then signs in
     * and joins. An account that is there stays as it is.
     */
    @OpenTo(OpenTo.Audience.EVERYBODY)
    @Transactional(propagation = Propagation.NOT_SUPPORTED)
    public void makeAccount(@Nullable String token, Profile profile, String password) {
        // The hash takes its time, so it is made before the transaction, and in any case.
        var hashed = accounts.hash(password, open(token).email());
        try {
            transactions.run(
                    () -> accounts.registerUnlessKnown(take(token).email(), profile, hashed));
        } catch (EmailTaken | DataIntegrityViolationException made) {
            // By another link for this address, at the same moment.
        }
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
        if (team.isMember(tenant, email)) {
            throw new AlreadyMember(email);
        }
        replaceExpired(tenant, email);
        var token = LinkToken.random();
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
        return LinkToken.parse(token)
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
