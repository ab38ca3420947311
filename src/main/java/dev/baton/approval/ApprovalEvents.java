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

    static NewEvent of(EventType type, Approval approval) {
        return event(type, approval, new HashMap<>());
    }

    static NewEvent decided(Approval approval, ApprovalDecision decision) {
        var data = new HashMap<String, @Nullable Object>();
        data.put("decision", decision.verdict().wire());
        data.put("decided_by", decision.name());
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
        data.put("expires_at", expires == null ? null : expires.toString());
        return new NewEvent(
                approval.id().tenant(), type, approval.id().value(), data, approval.traceId());
    }
}
