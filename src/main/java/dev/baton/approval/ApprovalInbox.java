package dev.baton.approval;

import dev.baton.platform.Page;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.TenantId;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What waits for people as they look at it: what is asked of them, by when, and as cards. */
@Service
public class ApprovalInbox {

    private final ApprovalStore store;
    private final DueStore dues;
    private final DecisionStore decisions;
    private final Approvers approvers;
    private final ApprovalTexts texts;
    private final Clock clock;

    ApprovalInbox(
            ApprovalStore store,
            DueStore dues,
            DecisionStore decisions,
            Approvers approvers,
            ApprovalTexts texts,
            Clock clock) {
        this.store = store;
        this.dues = dues;
        this.decisions = decisions;
        this.approvers = approvers;
        this.texts = texts;
        this.clock = clock;
    }

    /**
     * What waits for this actor, the most urgent first and without arguments. What asks them by
     * name and by role is both.
     *
     * @param after cursor of the page before, null for the first page
     */
    @Transactional(readOnly = true)
    public Page<Approval> waitingFor(Actor by, Asked how, @Nullable String after, int limit) {
        var who = approvers.of(by);
        if (who.isEmpty()) {
            return new Page<>(List.of(), null);
        }
        var due = due(by.tenant(), who.get(), how, DueOrder.read(after), limit + 1);
        return inOrder(by.tenant(), due, limit);
    }

    /** How many wait for this actor, each counted up to {@code most}. */
    @Transactional(readOnly = true)
    public WaitingCounts countWaitingFor(Actor by, int most) {
        var who = approvers.of(by);
        if (who.isEmpty()) {
            return WaitingCounts.NONE;
        }
        var byName = due(by.tenant(), who.get(), Asked.BY_NAME, DueOrder.FIRST, most);
        var byRole = due(by.tenant(), who.get(), Asked.BY_ROLE, DueOrder.FIRST, most);
        var all = Stream.concat(byName.stream(), byRole.stream()).distinct().limit(most).count();
        return new WaitingCounts((int) all, byName.size(), byRole.size());
    }

    /** Each seat is read in the order of its index; somebody has two or three. */
    private List<Due> due(TenantId tenant, Approver who, Asked how, Due after, int limit) {
        return who.seats(how).stream()
                .flatMap(seat -> dues.waiting(tenant, who.account(), seat, after, limit).stream())
                .distinct()
                .sorted(DueOrder.ORDER)
                .limit(limit)
                .toList();
    }

    /**
     * All of a tenant, newest first and without their arguments.
     *
     * @param status null for any
     * @param after id of the last one of the page before, null for the first page
     */
    @Transactional(readOnly = true)
    public Page<Approval> list(
            TenantId tenant, @Nullable ApprovalStatus status, @Nullable UUID after, int limit) {
        var before = after == null ? DueOrder.LAST : after;
        return Page.of(
                        store.list(tenant, status, before, limit + 1),
                        limit,
                        approval -> approval.id().value().toString())
                .map(texts::shown);
    }

    /**
     * All that is open in a tenant, whoever decides it, the most urgent first and without
     * arguments.
     *
     * @param after cursor of the page before, null for the first page
     */
    @Transactional(readOnly = true)
    public Page<Approval> open(TenantId tenant, @Nullable String after, int limit) {
        return inOrder(tenant, dues.open(tenant, DueOrder.read(after), limit + 1), limit);
    }

    private Page<Approval> inOrder(TenantId tenant, List<Due> due, int limit) {
        var page = Page.of(due, limit, DueOrder::cursor);
        var found =
                store.list(tenant, page.data().stream().map(Due::id).toList()).stream()
                        .collect(Collectors.toMap(one -> one.id().value(), texts::shown));
        return new Page<>(
                page.data().stream()
                        .filter(one -> found.containsKey(one.id()))
                        .map(one -> found.get(one.id()))
                        .toList(),
                page.nextCursor());
    }

    /**
     * The same approvals as people decide about them: with arguments, and with what differs from
     * the last time the same thing was decided, and from what was asked for where that was changed.
     */
    @Transactional(readOnly = true)
    public Page<ApprovalCard> cards(Actor by, Page<Approval> page) {
        var ids = page.data().stream().map(one -> one.id().value()).toList();
        return new Page<>(cards(by, ids), page.nextCursor());
    }

    /** Those of the ids that there are, in the order of these. */
    @Transactional(readOnly = true)
    public List<ApprovalCard> cards(Actor by, List<UUID> ids) {
        return cards(by, ids, ApprovalCard.MOST_BESIDE_OTHERS);
    }

    private List<ApprovalCard> cards(Actor by, List<UUID> ids, int most) {
        var whole = some(by.tenant(), ids);
        var some = ids.stream().filter(whole::containsKey).map(whole::get).toList();
        var last = store.lastDecided(by.tenant(), some);
        var replaced =
                some(by.tenant(), some.stream().flatMap(one -> one.replaced().stream()).toList());
        var changers =
                store.changers(
                        by.tenant(),
                        some.stream()
                                .filter(one -> one.replaces() != null)
                                .map(one -> one.id().value())
                                .toList());
        var said = decisions.of(by.tenant(), ids);
        var who =
                by.may(Permission.APPROVALS_WRITE) ? approvers.of(by) : Optional.<Approver>empty();
        return some.stream()
                .map(
                        one -> {
                            var words = said.getOrDefault(one.id().value(), List.of());
                            var before = last.get(one.id().value());
                            return ApprovalCard.of(
                                    one,
                                    before == null ? null : texts.shown(before),
                                    one.replaced().map(replaced::get).orElse(null),
                                    changer(one, changers),
                                    words,
                                    who.filter(it -> waitsFor(it, one, words))
                                            .map(it -> one.rightOf(it, words)),
                                    who.flatMap(it -> one.limitBelow(one.amount(), it.names())),
                                    most);
                        })
                .toList();
    }

    private @Nullable Changer changer(Approval approval, Map<UUID, Changer> changers) {
        var kept = changers.get(approval.id().value());
        return kept == null ? null : texts.shown(approval.id(), kept);
    }

    private boolean waitsFor(Approver who, Approval approval, List<ApprovalDecision> decisions) {
        var now = approval.at(clock.instant());
        return now.isOpen()
                && decisions.stream().noneMatch(one -> one.account().equals(who.account()))
                && now.rightOf(who, decisions).objection() == null;
    }

    /** Those of the ids that there are, by id; what cannot be read has no arguments. */
    @Transactional(readOnly = true)
    public Map<UUID, Approval> some(TenantId tenant, List<UUID> ids) {
        return store.whole(tenant, ids).stream()
                .collect(Collectors.toMap(one -> one.id().value(), texts::shown));
    }

    /** One of them, with all of its arguments however long they are. */
    @Transactional(readOnly = true)
    public ApprovalCard card(Actor by, Approval approval) {
        return cards(by, List.of(approval.id().value()), Integer.MAX_VALUE).stream()
                .findFirst()
                .orElseThrow(() -> new ApprovalNotFound(approval.id().value()));
    }
}
