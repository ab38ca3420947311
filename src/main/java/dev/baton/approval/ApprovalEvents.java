package dev.baton.approval;

import dev.baton.event.EventType;
import dev.baton.event.NewEvent;

import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import java.util.HashMap;
import java.util.Map;

/** The events of approvals; they carry ids and facts, never what is to be done. */
@Configuration(proxyBeanMethods = false)
class ApprovalEvents {

    static final EventType REQUESTED = EventType.publicly("approval.requested");
    static final EventType DECIDED = EventType.publicly("approval.decided");
    static final EventType ESCALATED = EventType.publicly("approval.escalated");
    static final EventType EXPIRED = EventType.publicly("approval.expired");
    static final EventType WITHDRAWN = EventType.publicly("approval.withdrawn");
    static final EventType REPLACED = EventType.publicly("approval.replaced");
    static final EventType QUESTION_ASKED = EventType.publicly("approval.question_asked");
    static final EventType QUESTION_ANSWERED = EventType.publicly("approval.question_answered");
    static final EventType HANDED_OVER = EventType.publicly("approval.handed_over");
    static final EventType TAKEN_BACK = EventType.publicly("approval.taken_back");

    @Bean
    EventType approvalRequested() {
        return REQUESTED;
    }

    @Bean
    EventType approvalDecided() {
        return DECIDED;
    }

    @Bean
    EventType approvalEscalated() {
        return ESCALATED;
    }

    @Bean
    EventType approvalExpired() {
        return EXPIRED;
    }

    @Bean
    EventType approvalWithdrawn() {
        return WITHDRAWN;
    }

    @Bean
    EventType approvalReplaced() {
        return REPLACED;
    }

    @Bean
    EventType approvalQuestionAsked() {
        return QUESTION_ASKED;
    }

    @Bean
    EventType approvalQuestionAnswered() {
        return QUESTION_ANSWERED;
    }

    @Bean
    EventType approvalHandedOver() {
        return HANDED_OVER;
    }

    @Bean
    EventType approvalTakenBack() {
        return TAKEN_BACK;
    }

    static NewEvent of(EventType type, Approval approval) {
        var data = new HashMap<String, @Nullable Object>();
        if (approval.replaces() != null) {
            data.put("replaces", approval.replaces().toString());
        }
        if (approval.replacedBy() != null) {
            data.put("replaced_by", approval.replacedBy().toString());
        }
        return event(type, approval, data);
    }

    static NewEvent question(EventType type, Approval approval, ApprovalQuestion question) {
        var data = new HashMap<String, @Nullable Object>();
        data.put("question_id", question.id().toString());
        data.put("asked_by", question.asker());
        if (question.answerer() != null) {
            data.put("answered_by", question.answerer());
        }
        return event(type, approval, data);
    }

    static NewEvent handover(EventType type, Handover handover) {
        var data = new HashMap<String, @Nullable Object>();
        data.put("handover_id", handover.id().value().toString());
        data.put("from", handover.name());
        data.put("to", handover.delegateName());
        data.put("starts_at", handover.startsAt().toString());
        data.put("ends_at", handover.endsAt().toString());
        return new NewEvent(handover.id().tenant(), type, handover.id().value(), data, null);
    }

    static NewEvent decided(Approval approval, ApprovalDecision decision) {
        var data = new HashMap<String, @Nullable Object>();
        data.put("decision", decision.verdict().wire());
        data.put("decided_by", decision.name());
        if (decision.forName() != null) {
            data.put("decided_for", decision.forName());
        }
        return event(DECIDED, approval, data);
    }

    private static NewEvent event(
            EventType type, Approval approval, Map<String, @Nullable Object> data) {
        var origin = approval.origin();
        var expires = approval.expiresAt();
        data.put("approval_id", approval.id().value().toString());
        data.put("status", approval.status().wire());
        data.put("origin", origin.kind());
        data.put("origin_id", origin.id().toString());
        data.put("origin_path", origin.path());
        data.put("hash", approval.actionHash());
        data.put("approvals", approval.approvals());
        data.put("approvals_needed", approval.terms().approvals());
        if (approval.terms().risk() != null) {
            data.put("risk", approval.terms().risk().wire());
        }
        data.put("expires_at", expires == null ? null : expires.toString());
        return new NewEvent(
                approval.id().tenant(), type, approval.id().value(), data, approval.traceId());
    }
}
