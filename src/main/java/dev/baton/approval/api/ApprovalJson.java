package dev.baton.approval.api;

import com.fasterxml.jackson.annotation.JsonInclude;

import dev.baton.approval.Approval;
import dev.baton.approval.ApprovalDecision;
import dev.baton.approval.ApprovalOrigin;
import dev.baton.approval.ExactArguments;
import dev.baton.approval.Requester;
import dev.baton.tenant.Role;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/**
 * An approval as the API shows it.
 *
 * @param status open, approved, rejected, expired or withdrawn
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
 * @param decisions oldest first; left out in lists
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
        @Nullable Boolean waitsForYou,
        @Nullable List<DecisionJson> decisions) {

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
     * @param hash of what they saw
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record DecisionJson(
            String decision,
            String by,
            @Nullable UUID keyId,
            Instant decidedAt,
            String hash,
            String comment) {

        static DecisionJson of(ApprovalDecision decision) {
            return new DecisionJson(
                    decision.verdict().wire(),
                    decision.name(),
                    decision.key(),
                    decision.decidedAt(),
                    decision.actionHash(),
                    decision.comment());
        }
    }

    static ApprovalJson of(Approval approval) {
        return of(approval, null, null, null);
    }

    static ApprovalJson of(
            Approval approval, boolean waitsForYou, List<ApprovalDecision> decisions) {
        var arguments = approval.arguments();
        return of(
                approval,
                arguments == null ? null : ExactArguments.read(arguments),
                waitsForYou,
                decisions.stream().map(DecisionJson::of).toList());
    }

    private static ApprovalJson of(
            Approval approval,
            @Nullable JsonNode arguments,
            @Nullable Boolean waitsForYou,
            @Nullable List<DecisionJson> decisions) {
        var terms = approval.terms();
        var escalation = terms.escalationRole();
        return new ApprovalJson(
                approval.id().value().toString(),
                approval.status().wire(),
                approval.title(),
                OriginJson.of(approval.origin()),
                approval.actionHash(),
                arguments,
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
                waitsForYou,
                decisions);
    }
}
