package dev.baton.approval;

import dev.baton.event.EventLog;
import dev.baton.platform.Ids;
import dev.baton.platform.database.RetryingTransactions;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Requires;
import dev.baton.tenant.TenantId;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Those who decide ask back, and whoever asked for it answers. Nothing of that stops the time in
 * which it is to be decided.
 */
@Service
public class ApprovalQuestions {

    static final int MOST = 20;

    private static final String WHERE = "approval";

    private final Approvals approvals;
    private final ApprovalStore store;
    private final QuestionStore questions;
    private final Approvers approvers;
    private final ApprovalTexts texts;
    private final EventLog events;
    private final RetryingTransactions transactions;
    private final Clock clock;

    ApprovalQuestions(
            Approvals approvals,
            ApprovalStore store,
            QuestionStore questions,
            Approvers approvers,
            ApprovalTexts texts,
            EventLog events,
            RetryingTransactions transactions,
            Clock clock) {
        this.approvals = approvals;
        this.store = store;
        this.questions = questions;
        this.approvers = approvers;
        this.texts = texts;
        this.events = events;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** All about one approval, oldest first. */
    @Transactional(readOnly = true)
    public List<ApprovalQuestion> of(ApprovalId id) {
        return questions.of(id).stream().map(texts::shown).toList();
    }

    /** What waits for an answer about whatever one origin has asked for, oldest first. */
    @Transactional(readOnly = true)
    public List<ApprovalQuestion> openOf(TenantId tenant, String originKind, UUID originId) {
        return questions.openOf(tenant, originKind, originId, MOST).stream()
                .map(texts::shown)
                .toList();
    }

    /**
     * Which of these are this actor's to answer: the person's who asked for it, also behind a key.
     * Where nobody knows of one, or that one may answer nothing any more, whoever may decide at
     * all, and has not asked back themselves.
     */
    @Transactional(readOnly = true)
    public Set<UUID> toAnswer(Actor by, Approval approval, List<ApprovalQuestion> asked) {
        var person = approvers.requester(by).person();
        if (asked.isEmpty()
                || person == null
                || !approval.isOpen()
                || !by.may(Permission.APPROVALS_WRITE)) {
            return Set.of();
        }
        var requester = approval.requester().person();
        var isThere = requester != null && approvers.alone(by.tenant(), requester).isPresent();
        return asked.stream()
                .filter(ApprovalQuestion::isOpen)
                .filter(
                        one ->
                                isThere
                                        ? person.equals(requester)
                                        : !person.equals(one.askerAccount()))
                .map(ApprovalQuestion::id)
                .collect(Collectors.toSet());
    }

    /**
     * Asks back.
     *
     * @throws ApprovalOver when it has ended
     * @throws ApprovalRefused when the question is empty or too long, or there are too many
     * @throws NotToDecide when it is not for this actor to decide
     */
    @Requires(Permission.APPROVALS_WRITE)
    public ApprovalQuestion ask(ApprovalId id, String question, Actor by) {
        ApprovalRules.checkSaid("question", question);
        return transactions.call(WHERE, () -> askNow(id, question.strip(), by));
    }

    private ApprovalQuestion askNow(ApprovalId id, String question, Actor by) {
        var kept = store.hold(id).orElseThrow(() -> new ApprovalNotFound(id.value()));
        var who = approvers.of(by).orElseThrow(NotToDecide::nobody);
        var now = clock.instant();
        var current = approvals.inTime(kept, now);
        Approvals.rightOf(current, who, approvals.decisions(id));
        if (questions.of(id).size() >= MOST) {
            throw ApprovalRefused.of(
                    "question", "too_many", "at most " + MOST + " are asked about an approval");
        }
        var asked =
                new ApprovalQuestion(
                        Ids.next(),
                        id,
                        now,
                        who.account(),
                        who.email(),
                        question,
                        null,
                        null,
                        null,
                        null);
        questions.add(texts.sealed(asked));
        events.append(ApprovalEvents.question(ApprovalEvents.QUESTION_ASKED, current, asked));
        return asked;
    }

    /**
     * Answers, once.
     *
     * @throws QuestionNotFound when there is no such question about it
     * @throws QuestionAnswered when it has an answer
     * @throws ApprovalOver when it has ended
     * @throws ApprovalRefused when the answer is empty or too long
     * @throws NotToAnswer when another person asked for it
     */
    @Requires(Permission.APPROVALS_WRITE)
    public ApprovalQuestion answer(ApprovalId id, UUID question, String answer, Actor by) {
        ApprovalRules.checkSaid("answer", answer);
        return transactions.call(WHERE, () -> answerNow(id, question, answer.strip(), by));
    }

    private ApprovalQuestion answerNow(ApprovalId id, UUID question, String answer, Actor by) {
        var held = store.hold(id).orElseThrow(() -> new ApprovalNotFound(id.value()));
        var asked = questions.find(id, question).orElseThrow(() -> new QuestionNotFound(question));
        var now = clock.instant();
        var current = approvals.inTime(held, now);
        var person = approvers.requester(by).person();
        if (!asked.isOpen()) {
            throw new QuestionAnswered();
        }
        if (person == null || toAnswer(by, current, List.of(asked)).isEmpty()) {
            throw new NotToAnswer();
        }
        var kept = texts.sealedAnswer(id.tenant(), question, answer);
        if (!questions.answer(id, question, person, by.name(), kept, now)) {
            throw new QuestionAnswered();
        }
        var answered =
                questions.find(id, question).orElseThrow(() -> new QuestionNotFound(question));
        events.append(ApprovalEvents.question(ApprovalEvents.QUESTION_ANSWERED, current, answered));
        return texts.shown(answered);
    }
}
