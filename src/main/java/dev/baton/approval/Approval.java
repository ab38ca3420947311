package dev.baton.approval;

import static java.util.Comparator.naturalOrder;

import dev.baton.tenant.Role;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * What waits for people before it may be done, and where that stands.
 *
 * @param arguments exact, as JSON; null in lists
 * @param actionHash what decisions are bound to, see {@link ActionHash}
 * @param approvals how many have agreed
 * @param traceId of what asks; null for none
 * @param escalatedAt when the deadline passed and another role was asked; null for not
 * @param expiresAt null for never
 * @param subject what those have in common that the same step and tool ask for; null for nothing
 * @param costNanos what it is likely to cost; null where nobody knows
 * @param amount how much it is; null where nobody counts it
 * @param replaces the one whose arguments were changed to these; null for none
 * @param replacedBy the one with the arguments that these were changed to; null for none
 * @param changedBy account of whoever changed the arguments to these; null for nobody
 */
public record Approval(
        ApprovalId id,
        Instant createdAt,
        ApprovalStatus status,
        ApprovalOrigin origin,
        String title,
        @Nullable String arguments,
        String definitionHash,
        String actionHash,
        ApprovalTerms terms,
        int approvals,
        Requester requester,
        @Nullable String traceId,
        @Nullable Instant escalatedAt,
        @Nullable Instant expiresAt,
        @Nullable Instant endedAt,
        @Nullable String subject,
        @Nullable Long costNanos,
        @Nullable Amount amount,
        @Nullable UUID replaces,
        @Nullable UUID replacedBy,
        @Nullable UUID changedBy) {

    /** Why somebody may not decide. */
    enum Objection {
        NOT_ASKED,
        OWN_REQUEST,
        /** They may decide about less only. */
        ABOVE_LIMIT,
        /** Somebody who stands in for them has decided. */
        SPENT
    }

    static Approval of(NewApproval wanted, Requester requester, Instant now) {
        var deadline = wanted.terms().deadline();
        return new Approval(
                wanted.id(),
                now,
                ApprovalStatus.OPEN,
                wanted.origin(),
                wanted.title(),
                wanted.arguments().toString(),
                wanted.definitionHash(),
                wanted.actionHash(),
                wanted.terms(),
                0,
                requester,
                wanted.traceId(),
                null,
                deadline == null ? null : now.plus(deadline),
                null,
                wanted.subject(),
                wanted.costNanos(),
                wanted.amount(),
                null,
                null,
                null);
    }

    /** The same with other arguments, which nobody has agreed to yet; its time goes on running. */
    static Approval changed(
            Approval before, UUID id, String title, ExactAction action, UUID by, Instant now) {
        return new Approval(
                new ApprovalId(before.id.tenant(), id),
                now,
                ApprovalStatus.OPEN,
                before.origin,
                title,
                action.arguments().toString(),
                before.definitionHash,
                ActionHash.of(before.definitionHash, action.arguments(), action.amount()),
                before.terms,
                0,
                before.requester,
                before.traceId,
                before.escalatedAt,
                before.expiresAt,
                null,
                before.subject,
                null,
                action.amount(),
                before.id.value(),
                null,
                by);
    }

    /** The one whose arguments were changed to these. */
    Optional<UUID> replaced() {
        return Optional.ofNullable(replaces);
    }

    public boolean isOpen() {
        return status == ApprovalStatus.OPEN;
    }

    /**
     * Whether whoever changes the arguments only proposes that: it is their wish then, and nobody
     * may agree to what they want themselves.
     */
    public boolean isChangeOnlyProposed() {
        return terms.notRequester();
    }

    /** Whose members may decide now: those asked first, and after the deadline one role more. */
    public Set<Role> roles() {
        var roles = EnumSet.noneOf(Role.class);
        roles.addAll(terms.roles());
        if (escalatedAt != null && terms.escalationRole() != null) {
            roles.add(terms.escalationRole());
        }
        return roles;
    }

    /** Empty for somebody who may decide. */
    Optional<Objection> objectionTo(Approver who) {
        if (asked().noneMatch(who.names()::contains)) {
            return Optional.of(Objection.NOT_ASKED);
        }
        if (terms.notRequester() && isOf(who.account())) {
            return Optional.of(Objection.OWN_REQUEST);
        }
        return limitBelow(amount, who.names()).map(_ -> Objection.ABOVE_LIMIT);
    }

    /**
     * Up to how much somebody may decide, where an amount is above that; empty where it is not. Who
     * is asked under several names has the highest limit of these.
     */
    Optional<BigDecimal> limitBelow(@Nullable Amount some, List<String> theirs) {
        var names = asked().filter(theirs::contains).toList();
        return names.stream().anyMatch(name -> isWithin(some, name))
                ? Optional.empty()
                : names.stream().map(this::limit).flatMap(Optional::stream).max(naturalOrder());
    }

    private boolean isWithin(@Nullable Amount some, String name) {
        return some == null
                || limit(name).filter(limit -> some.value().compareTo(limit) > 0).isEmpty();
    }

    private Optional<BigDecimal> limit(String name) {
        return Optional.ofNullable(terms.upTo().get(Approver.who(name)));
    }

    /** Whose wish it is: of who asked for it, and of who made it another one. */
    private boolean isOf(UUID account) {
        return account.equals(requester.person()) || account.equals(changedBy);
    }

    /**
     * In whose name somebody may decide: their own, or that of a person who is asked by name and
     * has handed over to them. A role that the step names is never handed over.
     */
    Right rightOf(Approver who, List<ApprovalDecision> decisions) {
        var own =
                objectionTo(who)
                        .or(
                                () ->
                                        isSpoken(who.account(), decisions)
                                                ? Optional.of(Objection.SPENT)
                                                : Optional.empty());
        if (own.isEmpty()) {
            return new Right(null, null);
        }
        return who.standsInFor().stream()
                .filter(absent -> mayStandIn(who, absent, decisions))
                .findFirst()
                .map(absent -> new Right(absent, null))
                .orElseGet(() -> new Right(null, own.get()));
    }

    private boolean mayStandIn(
            Approver who, Approver.Absent absent, List<ApprovalDecision> decisions) {
        return terms.people().contains(absent.email())
                && (terms.roles().isEmpty()
                        || terms.roles().stream().anyMatch(who.roles()::contains))
                && !(terms.notRequester() && (isOf(who.account()) || isOf(absent.account())))
                && limitBelow(amount, List.of(Approver.nameOfPerson(absent.email()))).isEmpty()
                && !isSpoken(absent.account(), decisions);
    }

    /** Whether somebody's word is given, by themselves or in their place: it counts once. */
    private static boolean isSpoken(UUID account, List<ApprovalDecision> decisions) {
        return decisions.stream()
                .anyMatch(one -> one.account().equals(account) || account.equals(one.forAccount()));
    }

    /**
     * @param insteadOf in whose place somebody decides; null for themselves
     * @param objection why they may not at all; null when they may
     */
    record Right(Approver.@Nullable Absent insteadOf, @Nullable Objection objection) {

        /** Under which names somebody decides who has it. */
        List<String> names(Approver who) {
            return insteadOf == null
                    ? who.names()
                    : List.of(Approver.nameOfPerson(insteadOf.email()));
        }
    }

    /** Under which names it is somebody's to decide: those that have no limit below the amount. */
    List<String> names() {
        return namesFor(amount);
    }

    /** The same if it were so much. */
    List<String> namesFor(@Nullable Amount some) {
        return asked().filter(name -> isWithin(some, name)).toList();
    }

    private Stream<String> asked() {
        return Stream.concat(
                terms.people().stream().map(Approver::nameOfPerson),
                roles().stream().map(Approver::nameOfRole));
    }

    /** After one person's word: a no ends it, a yes when it is the last one needed. */
    Approval after(Verdict verdict, Instant now) {
        return switch (verdict) {
            case REJECT -> ended(ApprovalStatus.REJECTED, approvals, now);
            case APPROVE ->
                    approvals + 1 < terms.approvals()
                            ? agreed()
                            : ended(ApprovalStatus.APPROVED, approvals + 1, now);
        };
    }

    /**
     * As it stands at a time. Once the deadline has passed another role is asked, for as long again
     * from now on, however late that was noticed; after that, or without such a role, it is over.
     */
    Approval at(Instant now) {
        if (!isOpen() || expiresAt == null || now.isBefore(expiresAt)) {
            return this;
        }
        return escalatedAt == null && terms.escalationRole() != null && terms.deadline() != null
                ? moved(status, approvals, now, now.plus(terms.deadline()), null)
                : ended(ApprovalStatus.EXPIRED, approvals, now);
    }

    Approval withdrawn(Instant now) {
        return ended(ApprovalStatus.WITHDRAWN, approvals, now);
    }

    Approval replaced(UUID by, Instant now) {
        var over = ended(ApprovalStatus.REPLACED, approvals, now);
        return over.with(over.title, over.arguments, by);
    }

    /** The same with its texts as they are to be kept, or as they were. */
    Approval with(String otherTitle, @Nullable String otherArguments) {
        return with(otherTitle, otherArguments, replacedBy);
    }

    private Approval with(
            String otherTitle, @Nullable String otherArguments, @Nullable UUID otherReplacedBy) {
        return new Approval(
                id,
                createdAt,
                status,
                origin,
                otherTitle,
                otherArguments,
                definitionHash,
                actionHash,
                terms,
                approvals,
                requester,
                traceId,
                escalatedAt,
                expiresAt,
                endedAt,
                subject,
                costNanos,
                amount,
                replaces,
                otherReplacedBy,
                changedBy);
    }

    private Approval agreed() {
        return moved(status, approvals + 1, escalatedAt, expiresAt, null);
    }

    private Approval ended(ApprovalStatus how, int agreed, Instant now) {
        return moved(how, agreed, escalatedAt, expiresAt, now);
    }

    private Approval moved(
            ApprovalStatus newStatus,
            int agreed,
            @Nullable Instant escalated,
            @Nullable Instant expires,
            @Nullable Instant ended) {
        return new Approval(
                id,
                createdAt,
                newStatus,
                origin,
                title,
                arguments,
                definitionHash,
                actionHash,
                terms,
                agreed,
                requester,
                traceId,
                escalated,
                expires,
                ended,
                subject,
                costNanos,
                amount,
                replaces,
                replacedBy,
                changedBy);
    }
}
