package dev.baton.decision.web;

import dev.baton.decision.Decision;
import dev.baton.decision.Decisions;
import dev.baton.decision.KnownAgents;
import dev.baton.platform.web.Formats;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Requires;
import dev.baton.tenant.TenantId;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

import java.util.UUID;

/** Why one decision went as it did: in sentences first, in figures below. */
@Controller
class DecisionController {

    private final Decisions decisions;
    private final KnownAgents agents;
    private final Formats formats;

    DecisionController(Decisions decisions, KnownAgents agents, Formats formats) {
        this.decisions = decisions;
        this.agents = agents;
        this.formats = formats;
    }

    @GetMapping("/decisions/{id}")
    @Requires(Permission.MESSAGES_READ)
    String show(TenantId tenant, @PathVariable UUID id, Model model) {
        var decision = decisions.get(tenant, id);
        model.addAttribute("decision", decision);
        return switch (decision.explanation()) {
            case Decision.Selection selection -> {
                model.addAttribute(
                        "selection", SelectionView.of(selection, agents.of(tenant), formats));
                yield "decision/selection";
            }
            case Decision.Refusal refusal -> {
                model.addAttribute("refusal", RefusalView.of(refusal, formats));
                yield "decision/refusal";
            }
        };
    }
}
