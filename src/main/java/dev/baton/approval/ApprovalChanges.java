package dev.baton.approval;

import dev.baton.event.EventLog;
import dev.baton.platform.Ids;
import dev.baton.platform.database.RetryingTransactions;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Requires;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Service;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

import java.time.Clock;

/**
 * Lets those who decide change what is to be done and approve that. Another approval with the hash
 * of the changed arguments stands in the place of the one before: what anybody said about that one
 * counts no more, and whoever changed it has agreed to the new one.
 */
@Service
public class ApprovalChanges {

    private static final String WHERE = "approval";

    private final Approvals approvals;
    private final ApprovalStore store;
    private final Approvers approvers;
    private final ApprovalTexts texts;
    private final EventLog events;
    private final ObjectProvider<ApprovalListener> listeners;
    private final RetryingTransactions transactions;
    private final Clock clock;

    ApprovalChanges(
            Approvals approvals,
            ApprovalStore store,
            Approvers approvers,
            ApprovalTexts texts,
            EventLog events,
            ObjectProvider<ApprovalListener> listeners,
            RetryingTransactions transactions,
            Clock clock) {
        this.approvals = approvals;
        this.store = store;
        this.approvers = approvers;
        this.texts = texts;
        this.events = events;
        this.listeners = listeners;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * What would come of it; nothing is written.
     *
     * @throws ApprovalRefused when the arguments cannot be changed so
     */
    @Requires(Permission.APPROVALS_WRITE)
    public ChangedApproval preview(ApprovalId id, String arguments, Actor by) {
        var before = approvals.get(id);
        var exact = exact(before, arguments);
        var now = before.arguments();
        return new ChangedApproval(
                ExactArguments.pretty(exact.toString()),
                ActionHash.of(before.definitionHash(), exact),
                now == null
                        ? ArgumentDifferences.NONE
                        : ArgumentDifferences.between(ExactArguments.read(now), exact));
    }

    /**
     * Changes and approves, in one step. Where two people must agree, another one has to.
     *
     * @return the approval that stands since
     * @throws ApprovalRefused when the arguments cannot be changed so, or are the same
     * @throws ApprovalChanged when something else is asked, or would come of it, than was seen
     * @throws ApprovalOver when it has ended
     * @throws DecidedOtherwise when the same person has decided about it already
     * @throws NotToDecide when it is not for this actor to decide
     */
    @Requires(Permission.APPROVALS_WRITE)
    public Approval approve(ApprovalId id, ApprovalChange wanted, Actor by) {
        var before = approvals.get(id);
        var exact = exact(before, wanted.arguments());
        var title = before.title();
        ApprovalRules.checkChange(title, exact, wanted.comment());
        var hash = ActionHash.of(before.definitionHash(), exact);
        if (hash.equals(before.actionHash())) {
            throw ApprovalRefused.of(
                    "arguments", "unchanged", "are the same: approve it as it stands");
        }
        if (wanted.newHash() != null && !wanted.newHash().equals(hash)) {
            throw new ApprovalChanged(hash);
        }
        return transactions.call(WHERE, () -> replace(id, title, exact, wanted, by));
    }

    private Approval replace(
            ApprovalId id, String title, JsonNode exact, ApprovalChange wanted, Actor by) {
        var kept = store.hold(id).orElseThrow(() -> new ApprovalNotFound(id.value()));
        var who = approvers.of(by).orElseThrow(NotToDecide::nobody);
        var decisions = store.decisions(id);
        var own = decisions.stream().filter(one -> one.account().equals(who.account())).findFirst();
        var now = clock.instant();
        var current = approvals.inTime(kept, now);
        if (own.isPresent()) {
            throw new DecidedOtherwise(own.get().verdict());
        }
        var right = Approvals.rightOf(current, who, decisions);
        Approvals.requireSame(current, wanted.seenHash());
        var changed = Approval.changed(current, Ids.next(), title, exact, now);
        var over = current.replaced(changed.id().value(), now);
        store.update(over);
        store.add(texts.sealed(changed));
        store.keepChanger(changed.id(), who.email());
        events.append(ApprovalEvents.of(ApprovalEvents.REPLACED, over));
        events.append(ApprovalEvents.of(ApprovalEvents.REQUESTED, changed));
        var replaced =
                new ApprovalReplaced(id, changed.id(), changed.origin(), title, exact, who.email());
        listeners.stream()
                .filter(listener -> isFor(listener, changed))
                .forEach(listener -> listener.replaced(replaced));
        return approvals.decided(
                changed,
                new Approvals.Word(
                        who, right.insteadOf(), Verdict.APPROVE, wanted.comment().strip(), now));
    }

    /** As it would be acted with, which whoever asked says. */
    private JsonNode exact(Approval before, String arguments) {
        JsonNode wanted;
        try {
            wanted = ExactArguments.read(arguments);
        } catch (JacksonException malformed) {
            throw ApprovalRefused.of(
                    "arguments", "malformed", "must be JSON: " + malformed.getOriginalMessage());
        }
        if (wanted == null || wanted.isMissingNode()) {
            throw ApprovalRefused.of("arguments", "required", "are required, as JSON");
        }
        return listeners.stream()
                .filter(listener -> isFor(listener, before))
                .findFirst()
                .orElseThrow(ApprovalRefused::unchangeable)
                .changed(before, wanted);
    }

    private static boolean isFor(ApprovalListener listener, Approval approval) {
        return listener.originKind().equals(approval.origin().kind());
    }
}
