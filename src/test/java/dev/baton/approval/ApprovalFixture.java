package dev.baton.approval;

import dev.baton.platform.Ids;
import dev.baton.platform.database.RetryingTransactions;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Role;

import org.springframework.stereotype.Component;

import tools.jackson.databind.json.JsonMapper;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Asks for approvals as a run would. */
@Component
public class ApprovalFixture {

    static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

    static final String KIND = "test";

    static final ApprovalTerms BY_OWNERS =
            new ApprovalTerms(Set.of(Role.TENANT_OWNER), Set.of(), 1, false, null, null);

    /** What all of these ask for is of the same step and tool. */
    static final String SUBJECT = "ab".repeat(32);

    private final Approvals approvals;
    private final ApprovalChanges changes;
    private final ApprovalQuestions questions;
    private final Handovers handovers;
    private final RetryingTransactions transactions;

    ApprovalFixture(
            Approvals approvals,
            ApprovalChanges changes,
            ApprovalQuestions questions,
            Handovers handovers,
            RetryingTransactions transactions) {
        this.approvals = approvals;
        this.changes = changes;
        this.questions = questions;
        this.handovers = handovers;
        this.transactions = transactions;
    }

    /** Asked of the owners of their tenant, of whom two must agree. */
    public ApprovalId askTwo(Actor by, String title) {
        return ask(
                by,
                title,
                new ApprovalTerms(Set.of(Role.TENANT_OWNER), Set.of(), 2, false, null, null));
    }

    /** Of the owners of their tenant, but not of whoever asked. */
    public ApprovalId askOthers(Actor by, String title) {
        return ask(
                by,
                title,
                new ApprovalTerms(Set.of(Role.TENANT_OWNER), Set.of(), 1, true, null, null));
    }

    /** Of one person by name. */
    public ApprovalId askByName(Actor by, String title, String person) {
        return ask(by, title, new ApprovalTerms(Set.of(), Set.of(person), 1, false, null, null));
    }

    /** Of the owners of their tenant, with a risk that was declared. */
    public ApprovalId askRisky(Actor by, String title) {
        return ask(
                by,
                title,
                new ApprovalTerms(
                        Set.of(Role.TENANT_OWNER), Set.of(), 2, false, null, null, Risk.HIGH));
    }

    /** With arguments that nobody reads beside others. */
    public ApprovalId askLong(Actor by, String title) {
        var one = wanted(by, title, BY_OWNERS);
        var arguments = JsonMapper.shared().createObjectNode();
        arguments.put("amount", 82_000).put("to", "long".repeat(2_100));
        return ask(
                new NewApproval(
                        one.id(),
                        one.origin(),
                        one.title(),
                        one.definitionHash(),
                        arguments,
                        one.terms(),
                        by,
                        TRACE,
                        SUBJECT,
                        null));
    }

    /** The one that stands for it since. */
    public ApprovalId change(ApprovalId id, String arguments, Actor by) {
        return change(id, arguments, "", by);
    }

    /** The same with a reason. */
    public ApprovalId change(ApprovalId id, String arguments, String reason, Actor by) {
        var seen = approvals.get(id).actionHash();
        return changes.approve(id, new ApprovalChange(arguments, seen, null, reason), by).id();
    }

    /** Asked back by somebody who may decide. */
    public UUID question(ApprovalId id, String question, Actor by) {
        return questions.ask(id, question, by).id();
    }

    void answer(ApprovalId id, UUID question, String answer, Actor by) {
        questions.answer(id, question, answer, by);
    }

    List<ApprovalQuestion> questions(ApprovalId id) {
        return questions.of(id);
    }

    /** From today to the day after tomorrow. */
    public UUID handOver(Actor from, String to) {
        var today = LocalDate.now(ZoneOffset.UTC);
        return handovers.handOver(new NewHandover(to, today, today.plusDays(2)), from).id().value();
    }

    static ApprovalTerms byOwnersWithin(Duration deadline, Role escalation) {
        return new ApprovalTerms(
                Set.of(Role.TENANT_OWNER), Set.of(), 1, false, deadline, escalation);
    }

    /** Asked by somebody of the owners of their tenant, who have a week. */
    public ApprovalId ask(Actor by, String title) {
        var terms =
                new ApprovalTerms(
                        Set.of(Role.TENANT_OWNER), Set.of(), 1, false, Duration.ofDays(7), null);
        return ask(by, title, terms);
    }

    ApprovalId ask(Actor by, String title, ApprovalTerms terms) {
        return ask(wanted(by, title, terms));
    }

    /** Of another step than all others. */
    public ApprovalId askOther(Actor by, String title) {
        var one = wanted(by, title, BY_OWNERS);
        return ask(
                new NewApproval(
                        one.id(),
                        one.origin(),
                        one.title(),
                        one.definitionHash(),
                        one.arguments(),
                        one.terms(),
                        by,
                        TRACE,
                        "cd".repeat(32),
                        2_500_000_000L));
    }

    /** So much, in EUR, of the owners of their tenant, and of its editors up to 500. */
    public ApprovalId askAmount(Actor by, double amount) {
        var terms =
                limited(Set.of(Role.EDITOR, Role.TENANT_OWNER), Set.of(), Map.of("editor", 500L));
        return ask(counted(by, amount, terms));
    }

    static ApprovalTerms limited(Set<Role> roles, Set<String> people, Map<String, Long> upTo) {
        return new ApprovalTerms(
                roles,
                people,
                1,
                false,
                null,
                null,
                null,
                upTo.entrySet().stream()
                        .collect(
                                Collectors.toMap(
                                        Map.Entry::getKey,
                                        one -> BigDecimal.valueOf(one.getValue()))));
    }

    static NewApproval counted(Actor by, double amount, ApprovalTerms terms) {
        var one = wanted(by, "Refund", terms);
        return new NewApproval(
                one.id(),
                one.origin(),
                one.title(),
                one.definitionHash(),
                one.arguments(),
                terms,
                by,
                TRACE,
                SUBJECT,
                null,
                Amount.of(amount, "EUR"));
    }

    ApprovalId ask(NewApproval wanted) {
        transactions.run(() -> approvals.request(wanted));
        return wanted.id();
    }

    static NewApproval wanted(Actor by, String title, ApprovalTerms terms) {
        var arguments = JsonMapper.shared().createObjectNode();
        arguments.put("amount", 82_000).put("to", title);
        return new NewApproval(
                new ApprovalId(by.tenant(), Ids.next()),
                new ApprovalOrigin(KIND, Ids.next(), "refund", title, null),
                title,
                "definition",
                arguments,
                terms,
                by,
                TRACE,
                SUBJECT,
                null);
    }
}
