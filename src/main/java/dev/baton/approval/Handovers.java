package dev.baton.approval;

import dev.baton.event.EventLog;
import dev.baton.identity.Account;
import dev.baton.identity.AccountDirectory;
import dev.baton.identity.Email;
import dev.baton.platform.Ids;
import dev.baton.platform.database.RetryingTransactions;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Requires;
import dev.baton.tenant.TenantDirectory;
import dev.baton.tenant.TenantId;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import java.time.Clock;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;

/**
 * People who are away hand their approvals to somebody who may decide as well. That is for what
 * asks them by name: what asks for a role goes to those who have it, and to nobody else. Only a
 * person hands over, never a key.
 */
@Service
public class Handovers {

    static final int LONGEST_DAYS = 92;
    static final int FURTHEST_DAYS = 366;

    private static final String WHERE = "approval";

    private final HandoverStore store;
    private final Approvers approvers;
    private final AccountDirectory accounts;
    private final TenantDirectory tenants;
    private final EventLog events;
    private final RetryingTransactions transactions;
    private final Clock clock;

    Handovers(
            HandoverStore store,
            Approvers approvers,
            AccountDirectory accounts,
            TenantDirectory tenants,
            EventLog events,
            RetryingTransactions transactions,
            Clock clock) {
        this.store = store;
        this.approvers = approvers;
        this.accounts = accounts;
        this.tenants = tenants;
        this.events = events;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** What this person has handed over, now or later. */
    @Transactional(readOnly = true)
    public List<Handover> given(Actor by) {
        return approvers
                .of(by)
                .map(who -> store.givenBy(by.tenant(), who.account(), clock.instant()))
                .orElse(List.of());
    }

    /** What this person has been handed, now or later. */
    @Transactional(readOnly = true)
    public List<Handover> received(Actor by) {
        return approvers
                .of(by)
                .map(who -> store.givenTo(by.tenant(), who.account(), clock.instant()))
                .orElse(List.of());
    }

    /**
     * Hands over.
     *
     * @throws ApprovalRefused when the days or the person cannot be
     * @throws NotToDecide when it is no person who may decide
     */
    @Requires(Permission.APPROVALS_WRITE)
    public Handover handOver(NewHandover wanted, Actor by) {
        var who = person(by);
        var now = clock.instant();
        var zone = tenants.get(by.tenant()).zone();
        var days = days(wanted, LocalDate.ofInstant(now, zone));
        var delegate = delegate(by.tenant(), wanted.to());
        if (delegate.account().equals(who.account())) {
            throw ApprovalRefused.of("to", "invalid", "must be somebody else");
        }
        var handover =
                new Handover(
                        new HandoverId(by.tenant(), Ids.next()),
                        now,
                        who.account(),
                        who.email(),
                        delegate.account(),
                        delegate.email(),
                        days.from().atStartOfDay(zone).toInstant(),
                        days.until().plusDays(1).atStartOfDay(zone).toInstant());
        transactions.run(WHERE, () -> add(handover));
        return handover;
    }

    private void add(Handover handover) {
        var tenant = handover.id().tenant();
        var now = clock.instant();
        var given = store.holdGivenBy(tenant, handover.account(), now);
        if (given.stream().anyMatch(handover::isWithin)) {
            throw ApprovalRefused.of("from", "overlaps", "has this person already for such a day");
        }
        if (given.size() >= HandoverStore.MOST
                || store.othersGivingTo(tenant, handover.delegate(), handover.account(), now)
                        >= HandoverStore.MOST) {
            throw ApprovalRefused.of(
                    "to", "too_many", "at most " + HandoverStore.MOST + " a person at a time");
        }
        store.add(handover);
        events.append(ApprovalEvents.handover(ApprovalEvents.HANDED_OVER, handover));
    }

    private record Days(LocalDate from, LocalDate until) {}

    private static Days days(NewHandover wanted, LocalDate today) {
        var from = wanted.from();
        var until = wanted.until();
        if (from == null) {
            throw ApprovalRefused.of("from", "required", "is required, a day such as 2026-12-24");
        }
        if (until == null) {
            throw ApprovalRefused.of("until", "required", "is required, a day such as 2026-12-31");
        }
        if (from.isBefore(today) || from.isAfter(today.plusDays(FURTHEST_DAYS))) {
            throw ApprovalRefused.of(
                    "from", "invalid", "must be today or at most " + FURTHEST_DAYS + " days later");
        }
        if (until.isBefore(from) || ChronoUnit.DAYS.between(from, until) >= LONGEST_DAYS) {
            throw ApprovalRefused.of(
                    "until",
                    "invalid",
                    "must not be before the first day, and at most " + LONGEST_DAYS + " days");
        }
        return new Days(from, until);
    }

    /** The same answer for whoever there is not, is not of this tenant or may not decide. */
    private Approver delegate(TenantId tenant, String address) {
        return Email.parse(address)
                .flatMap(accounts::find)
                .map(Account::id)
                .flatMap(account -> approvers.alone(tenant, account.value()))
                .orElseThrow(
                        () ->
                                ApprovalRefused.of(
                                        "to",
                                        "unknown",
                                        "must be the e-mail address of somebody here who may"
                                                + " decide"));
    }

    /**
     * Ends one early, from now on: whoever handed over takes back, whoever was handed to gives
     * back.
     *
     * @throws HandoverNotFound when this person has no part in such a one, or it is over
     */
    @Requires(Permission.APPROVALS_WRITE)
    public void end(HandoverId id, Actor by) {
        var who = person(by);
        transactions.run(WHERE, () -> endNow(id, who.account()));
    }

    private void endNow(HandoverId id, UUID account) {
        var now = clock.instant();
        var held =
                store.hold(id)
                        .filter(
                                one ->
                                        one.account().equals(account)
                                                || one.delegate().equals(account))
                        .filter(one -> one.endsAt().isAfter(now))
                        .orElseThrow(() -> new HandoverNotFound(id.value()));
        store.end(id, now);
        events.append(ApprovalEvents.handover(ApprovalEvents.TAKEN_BACK, held.endedAt(now)));
    }

    private Approver person(Actor by) {
        if (by.kind() != Actor.Kind.ACCOUNT) {
            throw NotToDecide.nobody();
        }
        return approvers.of(by).orElseThrow(NotToDecide::nobody);
    }
}
