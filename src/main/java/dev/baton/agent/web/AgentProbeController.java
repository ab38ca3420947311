package dev.baton.agent.web;

import dev.baton.agent.Agent;
import dev.baton.agent.AgentId;
import dev.baton.agent.AgentProbe;
import dev.baton.agent.AgentRefused;
import dev.baton.agent.AgentRegistry;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Requires;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.ModelAndView;

/**
 * <em>Test connection</em> in the form of an agent that lives elsewhere. The answer is the form as it
 * was sent, with what came back beside the address.
 */
@Controller
class AgentProbeController {

    private static final String KIND = "http";

    private final AgentRegistry registry;
    private final AgentProbe probe;
    private final AgentEditor editor;

    AgentProbeController(AgentRegistry registry, AgentProbe probe, AgentEditor editor) {
        this.registry = registry;
        this.probe = probe;
        this.editor = editor;
    }

    @PostMapping("/agents/connection")
    @Requires(Permission.AGENTS_WRITE)
    ModelAndView ofNew(@ModelAttribute("form") AgentForm form, Actor actor) {
        return tried(null, form, actor);
    }

    @PostMapping("/agents/{id}/connection")
    @Requires(Permission.AGENTS_WRITE)
    ModelAndView of(@PathVariable UUID id, @ModelAttribute("form") AgentForm form, Actor actor) {
        return tried(registry.own(new AgentId(actor.tenant(), id), actor), form, actor);
    }

    private ModelAndView tried(@Nullable Agent agent, AgentForm form, Actor actor) {
        var edited = agent == null ? null : agent.id().value();
        try {
            var found = probe.probe(KIND, form.http().toConfiguration(), edited, actor);
            return editor.page(agent, form, actor, HttpStatus.OK).addObject("probed", found);
        } catch (AgentRefused refusal) {
            return editor.refused(agent, form, actor, refusal).addObject("probeRefused", true);
        }
    }
}
