package dev.baton.approval.api;

import com.fasterxml.jackson.annotation.JsonInclude;

import dev.baton.approval.Approval;
import dev.baton.approval.ApprovalCard;
import dev.baton.approval.ApprovalDecision;
import dev.baton.approval.ApprovalOrigin;
import dev.baton.approval.ApprovalQuestion;
import dev.baton.approval.ArgumentDifferences;
import dev.baton.approval.ExactArguments;
import dev.baton.approval.Requester;
import dev.baton.tenant.Role;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * An approval as the API shows it.
 *
 * @param status open, approved, rejected, expired, withdrawn or replaced
 * @param hash SHA-256 of what is to be done; a decision names it
 * @param arguments exactly what it will be called with; left out in lists
 * @param roles whose members may decide now
 * @param people e-mail addresses of those who may decide
 * @param approvals how many have agreed
 * @param notRequester whether who asked may not decide
 * @param escalationRole that may decide as well once the deadline has passed
 * @param escalatedAt when it had passed
 * @param waitsForYou whether you, or the person who made your key, may decide and have not; left
 *     out in lists
 * @param risk low, medium or high, as whoever asks declared it; left out where nobody has
 * @param cost what it is likely to cost; left out where nobody knows
 * @param amount how much it is about, a number; left out where nobody counts that
 * @param unit of the amount, such as EUR; left out where none is said
 * @param upTo how much somebody may decide about who has a limit, by role or e-mail address; left
 *     out where nobody has one
 * @param yourLimit up to how much you may decide, where the amount is above that; left out in lists
 * @param replaces id of the approval whose arguments were changed to these
 * @param changedBy e-mail address of who changed them; left out in lists
 * @param changeReason why, as they said; left out in lists and where they said nothing
 * @param changes from the arguments of that one; left out in lists
 * @param replacedBy id of the one that stands for this since its arguments were changed
 * @param decisions oldest first; left out in lists
 * @param questions that were asked back, oldest first; left out in lists
 * @param last what was decided last about the same thing; left out in lists
 * @param differences from the arguments of that; left out in lists
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ApprovalJson(
        String id,
        String status,
        String title,
        OriginJson origin,
        String hash,
        @Nullable JsonNode arguments,
        List<String> roles,
        List<String> people,
        int approvalsNeeded,
        int approvals,
        boolean notRequester,
        RequesterJson requestedBy,
        Instant createdAt,
        @Nullable Instant expiresAt,
        @Nullable String escalationRole,
        @Nullable Instant escalatedAt,
        @Nullable Instant endedAt,
        @Nullable String risk,
        @Nullable CostJson cost,
        @Nullable BigDecimal amount,
        @Nullable String unit,
        @Nullable Map<String, BigDecimal> upTo,
        @Nullable BigDecimal yourLimit,
        @Nullable UUID replaces,
        @Nullable String changedBy,
        @Nullable String changeReason,
        @Nullable List<DifferenceJson> changes,
        @Nullable UUID replacedBy,
        @Nullable Boolean waitsForYou,
        @Nullable List<DecisionJson> decisions,
        @Nullable List<QuestionJson> questions,
        @Nullable LastJson last,
        @Nullable List<DifferenceJson> differences) {

    /**
     * What asks.
     *
     * @param kind {@code run}
     * @param path place within it
     * @param link page of the console that shows it
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record OriginJson(String kind, UUID id, String path, String text, @Nullable String link) {

        static OriginJson of(ApprovalOrigin origin) {
            return new OriginJson(
                    origin.kind(), origin.id(), origin.path(), origin.text(), origin.link());
        }
    }

    /**
     * @param kind account, key or system
     * @param name e-mail address, key name or the reason
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record RequesterJson(String kind, @Nullable UUID id, String name) {

        static RequesterJson of(Requester requester) {
            return new RequesterJson(
                    requester.kind().name().toLowerCase(Locale.ROOT),
                    requester.id(),
                    requester.name());
        }
    }

    /**
     * @param decision approve or reject
     * @param by e-mail address of the person
     * @param keyId of theirs, through which a program decided for them
     * @param decidedFor e-mail address of the person in whose place they decided
     * @param hash of what they saw
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record DecisionJson(
            String decision,
            String by,
            @Nullable UUID keyId,
            @Nullable String decidedFor,
            Instant decidedAt,
            String hash,
            String comment) {

        static DecisionJson of(ApprovalDecision decision) {
            return new DecisionJson(
                    decision.verdict().wire(),
                    decision.name(),
                    decision.key(),
                    decision.forName(),
                    decision.decidedAt(),
                    decision.actionHash(),
                    decision.comment());
        }
    }

    /**
     * @param amount in the currency, as a decimal number
     */
    record CostJson(String amount, String currency) {

        static @Nullable CostJson of(@Nullable Long nanos, String currency) {
            return nanos == null
                    ? null
                    : new CostJson(
                            BigDecimal.valueOf(nanos, 9).stripTrailingZeros().toPlainString(),
                            currency);
        }
    }

    /**
     * @param by e-mail address of who asked
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record QuestionJson(
            UUID id,
            String by,
            Instant askedAt,
            String question,
            @Nullable String answeredBy,
            @Nullable Instant answeredAt,
            @Nullable String answer) {

        static QuestionJson of(ApprovalQuestion question) {
            return new QuestionJson(
                    question.id(),
                    question.asker(),
                    question.askedAt(),
                    question.question(),
                    question.answerer(),
                    question.answeredAt(),
                    question.answer());
        }
    }

    /**
     * @param status approved or rejected
     */
    record LastJson(UUID id, String status, @Nullable Instant endedAt) {

        static @Nullable LastJson of(@Nullable Approval last) {
            return last == null
                    ? null
                    : new LastJson(last.id().value(), last.status().wire(), last.endedAt());
        }
    }

    /**
     * @param path within the arguments; empty for all of them
     * @param before as JSON, shortened; left out where there was none
     * @param after left out where there is none any more
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record DifferenceJson(String path, @Nullable String before, @Nullable String after) {

        static DifferenceJson of(ArgumentDifferences.Difference difference) {
            return new DifferenceJson(difference.path(), difference.before(), difference.after());
        }
    }

    static ApprovalJson of(Approval approval, String currency) {
        return of(approval, currency, null, null);
    }

    static ApprovalJson of(ApprovalCard card, List<ApprovalQuestion> questions, String currency) {
        return of(card.approval(), currency, card, questions);
    }

    private static ApprovalJson of(
            Approval approval,
            String currency,
            @Nullable ApprovalCard card,
            @Nullable List<ApprovalQuestion> questions) {
        var terms = approval.terms();
        var escalation = terms.escalationRole();
        var risk = terms.risk();
        var amount = approval.amount();
        var changer = card == null ? null : card.changer();
        return new ApprovalJson(
                approval.id().value().toString(),
                approval.status().wire(),
                approval.title(),
                OriginJson.of(approval.origin()),
                approval.actionHash(),
                approval.arguments() == null ? null : ExactArguments.read(approval.arguments()),
                approval.roles().stream().map(Role::wire).sorted().toList(),
                terms.people().stream().sorted().toList(),
                terms.approvals(),
                approval.approvals(),
                terms.notRequester(),
                RequesterJson.of(approval.requester()),
                approval.createdAt(),
                approval.expiresAt(),
                escalation == null ? null : escalation.wire(),
                approval.escalatedAt(),
                approval.endedAt(),
                risk == null ? null : risk.wire(),
                CostJson.of(approval.costNanos(), currency),
                amount == null ? null : amount.value(),
                amount == null || amount.unit().isEmpty() ? null : amount.unit(),
                terms.upTo().isEmpty() ? null : new TreeMap<>(terms.upTo()),
                card == null ? null : card.limit(),
                approval.replaces(),
                changer == null ? null : changer.name(),
                changer == null || changer.reason().isEmpty() ? null : changer.reason(),
                card == null || changer == null ? null : listed(card.changes()),
                approval.replacedBy(),
                card == null ? null : card.waits(),
                card == null ? null : card.decisions().stream().map(DecisionJson::of).toList(),
                questions == null ? null : questions.stream().map(QuestionJson::of).toList(),
                card == null ? null : LastJson.of(card.last()),
                card == null || card.last() == null ? null : listed(card.differences()));
    }

    private static List<DifferenceJson> listed(ArgumentDifferences differences) {
        return differences.listed().stream().map(DifferenceJson::of).toList();
    }
}
