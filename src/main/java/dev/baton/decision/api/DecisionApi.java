package dev.baton.decision.api;

import dev.baton.decision.Decision;
import dev.baton.decision.Decisions;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Requires;
import dev.baton.tenant.TenantId;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.UUID;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Decisions with everything they were based on. */
@RestController
@Tag(name = "Messages")
class DecisionApi {

    /**
     * @param kind {@code selection} or {@code refusal}
     * @param subject id of the message that it was made for
     */
    record DecisionJson(
            String id,
            String kind,
            Instant decidedAt,
            String subject,
            Decision.Explanation explanation) {}

    private final Decisions decisions;

    DecisionApi(Decisions decisions) {
        this.decisions = decisions;
    }

    @Operation(operationId = "getDecision", summary = "Why an agent was chosen, or a call refused")
    @GetMapping("/api/v1/decisions/{id}")
    @Requires(Permission.MESSAGES_READ)
    DecisionJson get(TenantId tenant, @PathVariable UUID id) {
        var decision = decisions.get(tenant, id);
        var kind = decision.explanation() instanceof Decision.Selection ? "selection" : "refusal";
        return new DecisionJson(
                id.toString(),
                kind,
                decision.decidedAt(),
                decision.subject().toString(),
                decision.explanation());
    }
}
