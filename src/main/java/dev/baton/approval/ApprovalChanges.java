package dev.baton.approval;

import dev.baton.event.EventLog;
import dev.baton.platform.Ids;
import dev.baton.platform.database.RetryingTransactions;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Requires;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Service;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * Lets those who decide change what is to be done and approve that. Another approval with the hash
 * of the changed arguments stands in the place of the one before: what anybody said about that one
 * counts no more, and whoever changed it has agreed to the new one, unless nobody may agree to what
 * they want themselves.
 */
@Service
public class ApprovalChanges {

    /** One after the other, of what was asked for once. */
    static final int MOST_CHANGES = 20;

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
     * What would come of it; nothing is written. What is shown could be approved: it is refused as
     * {@link #approve} would.
     *
     * @param wanted its {@code newHash} is not looked at
     */
    @Requires(Permission.APPROVALS_WRITE)
    public ChangedApproval preview(ApprovalId id, ApprovalChange wanted, Actor by) {
        var before = approvals.get(id);
        var made = made(before, wanted, by);
        var now = before.arguments();
        return new ChangedApproval(
                ExactArguments.pretty(made.action().arguments().toString()),
                made.action().amount(),
                made.hash(),
                now == null
                        ? ArgumentDifferences.NONE
                        : ArgumentDifferences.between(
                                ExactArguments.read(now), made.action().arguments()));
    }

    /**
     * Changes and approves, in one step. Where two people must agree, another one has to; so it is
     * where whoever asked may not decide, as it is now the wish of who changed it, whose word does
     * not count. The same change again changes nothing, also after the end.
     *
     * @return the approval that stands since
     * @throws ApprovalRefused when the arguments cannot be changed so, or are the same
     * @throws ApprovalChanged when something else is asked, or would come of it, than was seen
     * @throws ApprovalOver when it has ended
     * @throws DecidedOtherwise when the same person has decided about it already
     * @throws NotToDecide when it is not for this actor to decide
     * @throws AboveLimit when it is, or would become, more than they may decide about
     */
    @Requires(Permission.APPROVALS_WRITE)
    public Approval approve(ApprovalId id, ApprovalChange wanted, Actor by) {
        var before = approvals.get(id);
        var repeated = repeated(before, wanted, by);
        if (repeated.isPresent()) {
            return repeated.get();
        }
        var made = made(before, wanted, by);
        if (wanted.newHash() != null && !wanted.newHash().equals(made.hash())) {
            throw new ApprovalChanged(made.hash());
        }
        return transactions.call(
                WHERE, () -> replace(id, before.title(), made.action(), wanted, by));
    }

    /** What a change comes to. */
    private record Made(ExactAction action, String hash) {}

    private Made made(Approval before, ApprovalChange wanted, Actor by) {
        var now = before.at(clock.instant());
        var theirs = theirs(now, wanted, by);
        var exact = exact(before, wanted.arguments());
        ApprovalRules.checkChange(before.title(), exact.arguments(), wanted.comment());
        requireWithinLimit(now, exact.amount(), theirs);
        var hash = ActionHash.of(before.definitionHash(), exact.arguments(), exact.amount());
        if (hash.equals(before.actionHash())) {
            throw ApprovalRefused.of(
                    "arguments", "unchanged", "are the same: approve it as it stands");
        }
        return new Made(exact, hash);
    }

    /** Nobody changes less to more than they may decide about. */
    private static void requireWithinLimit(
            Approval approval, @Nullable Amount amount, List<String> theirs) {
        if (approval.limitBelow(amount, theirs).isPresent()) {
            throw NotToDecide.aboveLimit(approval, amount, theirs);
        }
    }

    /**
     * Under which names somebody may still change what they have seen.
     *
     * @throws NotToDecide when they may not
     */
    private List<String> theirs(Approval now, ApprovalChange wanted, Actor by) {
        var who = approvers.of(by).orElseThrow(NotToDecide::nobody);
        var decisions = approvals.decisions(now.id());
        checkFirstWord(who, decisions);
        if (!now.isOpen()) {
            throw new ApprovalOver(now.status());
        }
        var right = Approvals.rightOf(now, who, decisions);
        Approvals.requireSame(now, wanted.seenHash());
        if (changesUpTo(now) >= MOST_CHANGES) {
            throw ApprovalRefused.of(
                    "arguments",
                    "too_many",
                    "were changed " + MOST_CHANGES + " times: approve or reject what stands");
        }
        return right.names(who);
    }

    private int changesUpTo(Approval approval) {
        var changes = 0;
        var before = Optional.ofNullable(approval.replaces());
        while (before.isPresent() && changes < MOST_CHANGES) {
            changes++;
            before =
                    store.find(new ApprovalId(approval.id().tenant(), before.get()))
                            .map(Approval::replaces);
        }
        return changes;
    }

    private static void checkFirstWord(Approver who, List<ApprovalDecision> decisions) {
        decisions.stream()
                .filter(one -> one.account().equals(who.account()))
                .findFirst()
                .ifPresent(
                        own -> {
                            throw new DecidedOtherwise(own.verdict());
                        });
    }

    /**
     * What stands since the same person changed it to the same: their answer may have been lost.
     */
    private Optional<Approval> repeated(Approval before, ApprovalChange wanted, Actor by) {
        if (before.replacedBy() == null) {
            return Optional.empty();
        }
        return store.find(new ApprovalId(before.id().tenant(), before.replacedBy()))
                .filter(made -> made.actionHash().equals(wanted.newHash()))
                .filter(made -> before.actionHash().equals(wanted.seenHash()))
                .filter(
                        made ->
                                approvers
                                        .of(by)
                                        .filter(who -> who.account().equals(made.changedBy()))
                                        .isPresent())
                .map(texts::opened);
    }

    private Approval replace(
            ApprovalId id, String title, ExactAction exact, ApprovalChange wanted, Actor by) {
        var kept = store.hold(id).orElseThrow(() -> new ApprovalNotFound(id.value()));
        var repeated = repeated(kept, wanted, by);
        if (repeated.isPresent()) {
            return repeated.get();
        }
        var who = approvers.of(by).orElseThrow(NotToDecide::nobody);
        var decisions = approvals.decisions(id);
        checkFirstWord(who, decisions);
        var now = clock.instant();
        var current = approvals.inTime(kept, now);
        var right = Approvals.rightOf(current, who, decisions);
        Approvals.requireSame(current, wanted.seenHash());
        requireWithinLimit(current, exact.amount(), right.names(who));
        var changed = Approval.changed(current, Ids.next(), title, exact, who.account(), now);
        var over = current.replaced(changed.id().value(), now);
        store.update(over);
        store.add(texts.sealed(changed));
        var reason = wanted.comment().strip();
        var changer = new Changer(who.email(), reason);
        store.keepChanger(changed.id(), texts.sealed(changed.id(), changer));
        events.append(ApprovalEvents.of(ApprovalEvents.REPLACED, over));
        events.append(ApprovalEvents.of(ApprovalEvents.REQUESTED, changed));
        var replaced =
                new ApprovalReplaced(
                        id, changed.id(), changed.origin(), title, exact.arguments(), who.email());
        listeners.stream()
                .filter(listener -> isFor(listener, changed))
                .forEach(listener -> listener.replaced(replaced));
        if (changed.isChangeOnlyProposed()) {
            return changed;
        }
        return approvals.decided(
                changed, new Approvals.Word(who, right.insteadOf(), Verdict.APPROVE, reason, now));
    }

    /** As it would be acted with, which whoever asked says. */
    private ExactAction exact(Approval before, String arguments) {
        ApprovalRules.checkWritten(arguments);
        JsonNode wanted;
        try {
            wanted = ExactArguments.given(arguments);
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
