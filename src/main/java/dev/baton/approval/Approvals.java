package dev.baton.approval;

import dev.baton.event.EventLog;
import dev.baton.platform.Ids;
import dev.baton.platform.database.RetryingTransactions;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Requires;
import dev.baton.tenant.TenantId;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Asks people whether something may be done, and takes their word for exactly that. Each person
 * decides once; whoever asked hears of the end once, as an {@link ApprovalListener}.
 */
@Service
public class Approvals {

    private static final String WHERE = "approval";

    private final ApprovalStore store;
    private final DecisionStore decisions;
    private final Approvers approvers;
    private final ApprovalTexts texts;
    private final EventLog events;
    private final ObjectProvider<ApprovalListener> listeners;
    private final RetryingTransactions transactions;
    private final Clock clock;

    Approvals(
            ApprovalStore store,
            DecisionStore decisions,
            Approvers approvers,
            ApprovalTexts texts,
            EventLog events,
            ObjectProvider<ApprovalListener> listeners,
            RetryingTransactions transactions,
            Clock clock) {
        this.store = store;
        this.decisions = decisions;
        this.approvers = approvers;
        this.texts = texts;
        this.events = events;
        this.listeners = listeners;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * Asks, in the caller's transaction.
     *
     * @throws ApprovalRefused when it is over a limit or nobody may decide
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void request(NewApproval wanted) {
        ApprovalRules.check(wanted);
        var known =
                new NewApproval(
                        wanted.id(),
                        wanted.origin(),
                        wanted.title().strip(),
                        wanted.definitionHash(),
                        wanted.arguments(),
                        wanted.terms().known(),
                        wanted.requester(),
                        wanted.traceId(),
                        wanted.subject(),
                        wanted.costNanos(),
                        wanted.amount());
        var requester = approvers.requester(wanted.requester());
        var approval = Approval.of(known, requester, clock.instant());
        store.add(texts.sealed(approval));
        events.append(ApprovalEvents.of(ApprovalEvents.REQUESTED, approval));
    }

    /**
     * Ends what is still open, in the caller's transaction; whoever decides later is told that it
     * is over. Somebody may be deciding just now and wait for rows that the caller holds: the
     * caller's transaction is one that is repeated after a deadlock.
     *
     * @return false when it has ended already, or there is none
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean withdraw(ApprovalId id) {
        var kept = store.hold(id);
        // Who asked need not have heard yet that another one stands for it.
        for (var changed = kept.map(Approval::replacedBy);
                changed.isPresent();
                changed = kept.map(Approval::replacedBy)) {
            kept = store.hold(new ApprovalId(id.tenant(), changed.get()));
        }
        var held = kept.filter(Approval::isOpen);
        held.ifPresent(
                open -> {
                    var withdrawn = open.withdrawn(clock.instant());
                    store.update(withdrawn);
                    events.append(ApprovalEvents.of(ApprovalEvents.WITHDRAWN, withdrawn));
                });
        return held.isPresent();
    }

    /** The same for all that is open of one origin, which has come to its end. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void withdraw(TenantId tenant, String originKind, UUID originId) {
        store.openOf(tenant, originKind, originId).forEach(this::withdraw);
    }

    /**
     * Decides for one person. The same decision again changes nothing, also after the end.
     *
     * @param actionHash of what that person has seen
     * @throws ApprovalChanged when something else is asked
     * @throws ApprovalOver when it has ended
     * @throws DecidedOtherwise when the same person has decided otherwise
     * @throws NotToDecide when it is not for this actor to decide
     * @throws AboveLimit when it is more than they may decide about
     */
    @Requires(Permission.APPROVALS_WRITE)
    public Approval decide(
            ApprovalId id, Verdict verdict, String actionHash, String comment, Actor by) {
        ApprovalRules.checkComment(comment);
        return texts.opened(
                transactions.call(
                        WHERE, () -> decideNow(id, verdict, actionHash, comment.strip(), by)));
    }

    private Approval decideNow(
            ApprovalId id, Verdict verdict, String actionHash, String comment, Actor by) {
        var kept = store.hold(id).orElseThrow(() -> new ApprovalNotFound(id.value()));
        var who = approvers.of(by).orElseThrow(NotToDecide::nobody);
        var said = decisions.of(id);
        var before = said.stream().filter(one -> one.account().equals(who.account())).findFirst();
        if (before.isPresent()) {
            return repeated(kept, before.get(), verdict, actionHash);
        }
        var now = clock.instant();
        var current = inTime(kept, now);
        var right = rightOf(current, who, said);
        requireSame(current, actionHash);
        return decided(current, new Word(who, right.insteadOf(), verdict, comment, now));
    }

    /**
     * What one person says about an approval.
     *
     * @param insteadOf in whose place; null for themselves
     */
    record Word(
            Approver who,
            Approver.@Nullable Absent insteadOf,
            Verdict verdict,
            String comment,
            Instant at) {}

    /** In whose name somebody decides about something that is open. */
    static Approval.Right rightOf(
            Approval current, Approver who, List<ApprovalDecision> decisions) {
        var right = current.rightOf(who, decisions);
        if (right.objection() != null) {
            throw NotToDecide.because(right.objection(), current, who);
        }
        return right;
    }

    /** Writes a person's word about what is held and open, and what it leads to. */
    Approval decided(Approval current, Word word) {
        var insteadOf = word.insteadOf();
        var decision =
                new ApprovalDecision(
                        Ids.next(),
                        word.at(),
                        word.who().account(),
                        word.who().email(),
                        word.who().key(),
                        insteadOf == null ? null : insteadOf.account(),
                        insteadOf == null ? null : insteadOf.email(),
                        word.verdict(),
                        current.actionHash(),
                        word.comment());
        decisions.add(current.id(), decision);
        var after = current.after(word.verdict(), word.at());
        store.update(after);
        events.append(ApprovalEvents.decided(after, decision));
        tellOfEnd(after);
        return after;
    }

    private static Approval repeated(
            Approval approval, ApprovalDecision before, Verdict verdict, String actionHash) {
        if (!before.says(verdict, actionHash)) {
            requireSame(approval, actionHash);
            throw new DecidedOtherwise(before.verdict());
        }
        return approval;
    }

    /** A deadline holds to the moment, whenever somebody comes to notice it. */
    Approval inTime(Approval kept, Instant now) {
        var current = kept.at(now);
        if (!current.isOpen()) {
            throw new ApprovalOver(current.status());
        }
        if (current != kept) {
            write(current);
        }
        return current;
    }

    static void requireSame(Approval approval, String actionHash) {
        if (!approval.actionHash().equals(actionHash)) {
            throw new ApprovalChanged(approval.actionHash());
        }
    }

    /** Lets the time of one be over; nothing when it is not, or another instance was faster. */
    void expire(ApprovalId id, Instant now) {
        transactions.run(
                WHERE,
                () ->
                        store.hold(id)
                                .map(kept -> new Late(kept, kept.at(now)))
                                .filter(late -> late.before() != late.after())
                                .ifPresent(late -> write(late.after())));
    }

    private record Late(Approval before, Approval after) {}

    private void write(Approval late) {
        store.update(late);
        events.append(
                ApprovalEvents.of(
                        late.isOpen() ? ApprovalEvents.ESCALATED : ApprovalEvents.EXPIRED, late));
        tellOfEnd(late);
    }

    private void tellOfEnd(Approval approval) {
        if (approval.isOpen()) {
            return;
        }
        var end =
                new ApprovalEnd(
                        approval.id(),
                        approval.origin(),
                        approval.status(),
                        approval.actionHash(),
                        decisions.of(approval.id()));
        listeners.stream()
                .filter(listener -> listener.originKind().equals(approval.origin().kind()))
                .forEach(listener -> listener.ended(end));
    }

    @Transactional(readOnly = true)
    public Approval get(ApprovalId id) {
        return store.find(id)
                .map(texts::opened)
                .orElseThrow(() -> new ApprovalNotFound(id.value()));
    }

    /** What was decided about it, oldest first. */
    @Transactional(readOnly = true)
    public List<ApprovalDecision> decisions(ApprovalId id) {
        return decisions.of(id);
    }
}
