package dev.baton.agent.web;

import dev.baton.agent.Agent;
import dev.baton.agent.AgentKinds;
import dev.baton.agent.AgentNameTaken;
import dev.baton.agent.AgentRefused;
import dev.baton.agent.TrialFields;
import dev.baton.platform.problem.Problem;
import dev.baton.platform.web.EditConflict;
import dev.baton.tenant.Actor;
import dev.baton.tenant.TenantDirectory;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.validation.BeanPropertyBindingResult;
import org.springframework.validation.BindingResult;
import org.springframework.web.servlet.ModelAndView;

import java.util.List;
import java.util.Map;

/** The form's page: for a new agent, for an edit, and with what was refused. */
@Component
class AgentEditor {

    private final AgentKinds kinds;
    private final AgentChoices choices;
    private final AgentSharing sharing;
    private final TrialFields trials;
    private final TenantDirectory tenants;

    AgentEditor(
            AgentKinds kinds,
            AgentChoices choices,
            AgentSharing sharing,
            TrialFields trials,
            TenantDirectory tenants) {
        this.kinds = kinds;
        this.choices = choices;
        this.sharing = sharing;
        this.trials = trials;
        this.tenants = tenants;
    }

    /** The form of an agent as it is now. */
    AgentForm formOf(Agent agent, Actor actor) {
        return AgentForm.of(
                agent,
                kinds.shownConfiguration(agent),
                sharing.isFor(actor)
                        ? sharing.sharedWith(agent, actor).stream()
                                .map(tenant -> tenant.id().value())
                                .toList()
                        : List.of());
    }

    /**
     * @param agent that is edited, null for a new one
     */
    ModelAndView page(@Nullable Agent agent, AgentForm form, Actor actor, HttpStatus status) {
        var tenant = actor.tenant();
        var models = choices.models(tenant);
        var page =
                new ModelAndView("agent/form", status)
                        .addObject("form", form)
                        .addObject("script", AgentScript.of(agent))
                        .addObject("kinds", choices.kinds())
                        .addObject("models", models)
                        .addObject("unlisted", unlisted(form.prompt().model(), models))
                        .addObject("prompts", choices.prompts(tenant))
                        .addObject("capabilities", choices.capabilities(tenant))
                        .addObject("tenants", sharing.toTick(actor))
                        .addObject("currency", tenants.get(tenant).currency());
        return agent == null ? page : edited(page, agent);
    }

    /** The same page with what is wrong. */
    ModelAndView refused(@Nullable Agent agent, AgentForm form, Actor actor, Problem refusal) {
        var errors = new BeanPropertyBindingResult(form, "form");
        var key = "problem." + refusal.code();
        var arguments = refusal.arguments().toArray();
        switch (refusal) {
            case AgentRefused refused -> FaultFields.show(refused.faults(), errors);
            case AgentNameTaken _ ->
                    errors.rejectValue("name", key, arguments, refusal.getMessage());
            default -> errors.reject(key, arguments, refusal.getMessage());
        }
        askForSecrets(form, errors);
        return page(agent, form, actor, HttpStatus.UNPROCESSABLE_CONTENT)
                .addObject(BindingResult.MODEL_KEY_PREFIX + "form", errors);
    }

    /** The same page with what somebody else has saved, to take or to overrule. */
    ModelAndView conflict(Agent agent, AgentForm form, Actor actor) {
        var tenant = actor.tenant();
        var names =
                Map.of(
                        "prompt.template", choices.prompts(tenant),
                        "prompt.model",
                                choices.models(tenant).stream()
                                        .flatMap(group -> group.models().stream())
                                        .toList(),
                        "sharing.tenants", sharing.toTick(actor));
        var conflict =
                EditConflict.between(
                        form,
                        formOf(agent, actor),
                        field -> counts(field, agent.kind(), form),
                        names,
                        agent.changedBy().orElse(null),
                        agent.changedAt());
        var newer = form.over(agent.version());
        var errors = new BeanPropertyBindingResult(newer, "form");
        askForSecrets(form, errors);
        return conflict.on(page(agent, newer, actor, HttpStatus.CONFLICT), newer, errors);
    }

    /** They are not written into a page; without them the agent would be saved unsigned. */
    private static void askForSecrets(AgentForm form, BindingResult errors) {
        if (form.http().holdsSecrets()) {
            errors.reject("agent.again", "The secrets have to be typed in again.");
        }
    }

    /** Secrets say nothing of what is stored, and other kinds' fields nothing at all. */
    private static boolean counts(String field, String kind, AgentForm form) {
        return switch (field) {
            case "kind", "http.secret", "http.signingSecret", "http.unsigned", "sharing.offered" ->
                    false;
            case "sharing.tenants" -> form.sharing().offered();
            default ->
                    !(field.startsWith("prompt.") && !kind.equals("prompt"))
                            && !(field.startsWith("http.") && !kind.equals("http"));
        };
    }

    private ModelAndView edited(ModelAndView page, Agent agent) {
        return page.addObject("agent", agent)
                .addObject("shown", kinds.shownConfiguration(agent))
                .addObject("fields", trials.of(agent));
    }

    /** A model that is chosen, but not among those to choose; null when it is. */
    private static @Nullable String unlisted(String model, List<AgentChoices.ModelGroup> groups) {
        var cut = model.indexOf('/');
        var listed =
                groups.stream()
                        .flatMap(group -> group.models().stream())
                        .anyMatch(choice -> choice.value().equals(model));
        return listed || cut <= 0 || cut == model.length() - 1 ? null : model;
    }
}
