package dev.baton.agent.web;

import java.util.Set;
import dev.baton.agent.AgentId;
import dev.baton.agent.AgentRegistry;
import dev.baton.ledger.UsageRange;
import dev.baton.platform.problem.Conflict;
import dev.baton.platform.problem.EditedMeanwhile;
import dev.baton.platform.problem.RuleRefused;
import dev.baton.platform.web.EditConflict;
import dev.baton.platform.web.Flash;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Requires;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import java.util.UUID;

/** One agent: its page, its form, its end. */
@Controller
@RequestMapping("/agents/{id}")
class AgentController {

    private final AgentRegistry registry;
    private final AgentPage page;
    private final AgentEditor editor;

    AgentController(AgentRegistry registry, AgentPage page, AgentEditor editor) {
        this.registry = registry;
        this.page = page;
        this.editor = editor;
    }

    @GetMapping
    @Requires(Permission.AGENTS_READ)
    ModelAndView show(
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable String range,
            Actor actor) {
        return page.of(registry.see(id, actor), UsageRange.of(range), actor, HttpStatus.OK);
    }

    @GetMapping("/edit")
    @Requires(Permission.AGENTS_WRITE)
    ModelAndView form(@PathVariable UUID id, Actor actor) {
        var agent = registry.own(new AgentId(actor.tenant(), id), actor);
        return editor.page(agent, editor.formOf(agent, actor), actor, HttpStatus.OK);
    }

    @PostMapping
    @Requires(Permission.AGENTS_WRITE)
    ModelAndView update(
            @PathVariable UUID id,
            @ModelAttribute("form") AgentForm typed,
            @RequestParam(name = EditConflict.TAKEN, defaultValue = "") Set<String> taken,
            Actor actor,
            RedirectAttributes redirect) {
        var agent = registry.own(new AgentId(actor.tenant(), id), actor);
        var form = EditConflict.merged(typed, editor.formOf(agent, actor), taken);
        try {
            registry.edit(agent.id(), form.version(), form.toEdit(agent.kind()), actor);
            redirect.addFlashAttribute(Flash.ATTRIBUTE, Flash.done("agent.saved", form.name()));
            return new ModelAndView("redirect:/agents/" + id);
        } catch (EditedMeanwhile late) {
            return editor.conflict(agent, form, actor);
        } catch (RuleRefused | Conflict refusal) {
            return editor.refused(agent, form, actor, refusal);
        }
    }

    /**
     * Deletes it.
     *
     * @param confirmation its name, typed
     */
    @PostMapping("/removal")
    @Requires(Permission.AGENTS_WRITE)
    ModelAndView remove(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String confirmation,
            Actor actor,
            RedirectAttributes redirect) {
        var agent = registry.own(new AgentId(actor.tenant(), id), actor);
        if (!confirmation.strip().equals(agent.name())) {
            return page.of(agent, UsageRange.DAY, actor, HttpStatus.UNPROCESSABLE_CONTENT)
                    .addObject("refusal", "agent.delete.unconfirmed");
        }
        registry.delete(agent.id(), actor);
        redirect.addFlashAttribute(Flash.ATTRIBUTE, Flash.done("agent.deleted", agent.name()));
        return new ModelAndView("redirect:/agents");
    }
}
