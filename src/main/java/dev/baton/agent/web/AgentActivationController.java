package dev.baton.agent.web;

import dev.baton.agent.AgentId;
import dev.baton.agent.AgentRegistry;
import dev.baton.platform.web.Flash;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Requires;

import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import java.util.UUID;

/** Switches an agent on and off from its page. */
@Controller
@RequestMapping("/agents/{id}")
class AgentActivationController {

    private final AgentRegistry registry;

    AgentActivationController(AgentRegistry registry) {
        this.registry = registry;
    }

    @PostMapping("/activation")
    @Requires(Permission.AGENTS_WRITE)
    String enable(@PathVariable UUID id, Actor actor, RedirectAttributes redirect) {
        var agent = registry.enable(new AgentId(actor.tenant(), id), actor);
        redirect.addFlashAttribute(Flash.ATTRIBUTE, Flash.done("agent.enabled", agent.name())
                        .undoneBy("/agents/" + id + "/deactivation"));
        return "redirect:/agents/" + id;
    }

    @PostMapping("/deactivation")
    @Requires(Permission.AGENTS_WRITE)
    String disable(@PathVariable UUID id, Actor actor, RedirectAttributes redirect) {
        var agent = registry.disable(new AgentId(actor.tenant(), id), actor);
        redirect.addFlashAttribute(Flash.ATTRIBUTE, Flash.done("agent.disabled", agent.name())
                        .undoneBy("/agents/" + id + "/activation"));
        return "redirect:/agents/" + id;
    }
}
