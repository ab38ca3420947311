package dev.baton.agent.web;

import dev.baton.agent.AgentDefaults;
import dev.baton.agent.AgentFilter;
import dev.baton.agent.AgentId;
import dev.baton.agent.AgentRegistry;
import dev.baton.platform.Page;
import dev.baton.platform.problem.Conflict;
import dev.baton.platform.problem.RuleRefused;
import dev.baton.platform.web.Flash;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Requires;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import java.util.UUID;

/** The agents that a tenant may use, and making a new one. */
@Controller
@RequestMapping("/agents")
class AgentsController {

    private final AgentRegistry registry;
    private final AgentRows rows;
    private final AgentChoices choices;
    private final AgentEditor editor;
    private final AgentDefaults defaults;

    AgentsController(
            AgentRegistry registry,
            AgentRows rows,
            AgentChoices choices,
            AgentEditor editor,
            AgentDefaults defaults) {
        this.registry = registry;
        this.rows = rows;
        this.choices = choices;
        this.editor = editor;
        this.defaults = defaults;
    }

    @GetMapping
    @Requires(Permission.AGENTS_READ)
    ModelAndView index(
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "") String capability,
            @RequestParam(defaultValue = "") String kind,
            @RequestParam(defaultValue = "") String status,
            @RequestParam(required = false) @Nullable String sort,
            @RequestParam(required = false) @Nullable String after,
            Actor actor) {
        var filter = new AgentFilter(q, capability, status, kind);
        var agents = registry.list(filter, sort, after, Page.DEFAULT_LIMIT, actor);
        return new ModelAndView("agent/list")
                .addObject("agents", rows.of(agents, actor.tenant()))
                .addObject("filtered", !filter.equals(AgentFilter.NONE) || after != null)
                .addObject("kinds", choices.kinds())
                .addObject("statuses", choices.statuses())
                .addObject("capabilities", choices.capabilities(actor.tenant()));
    }

    /** An empty form, or one filled in like another agent. */
    @GetMapping("/new")
    @Requires(Permission.AGENTS_WRITE)
    ModelAndView form(@RequestParam(required = false) @Nullable UUID from, Actor actor) {
        var form =
                from == null
                        ? AgentForm.blank(defaults.settings())
                        : editor.formOf(
                                        registry.own(new AgentId(actor.tenant(), from), actor),
                                        actor)
                                .copied();
        return editor.page(null, form, actor, HttpStatus.OK);
    }

    @PostMapping
    @Requires(Permission.AGENTS_WRITE)
    ModelAndView create(
            @ModelAttribute("form") AgentForm form, Actor actor, RedirectAttributes redirect) {
        try {
            var agent = registry.create(form.toNewAgent(), actor);
            redirect.addFlashAttribute(Flash.ATTRIBUTE, Flash.done("agent.created", agent.name()));
            return new ModelAndView("redirect:/agents/" + agent.id().value());
        } catch (RuleRefused | Conflict refusal) {
            return editor.refused(null, form, actor, refusal);
        }
    }
}
