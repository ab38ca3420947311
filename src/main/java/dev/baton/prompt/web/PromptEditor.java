package dev.baton.prompt.web;

import dev.baton.platform.problem.Problem;
import dev.baton.platform.web.Choice;
import dev.baton.platform.web.EditConflict;
import dev.baton.prompt.Prompt;
import dev.baton.prompt.PromptFault;
import dev.baton.prompt.PromptId;
import dev.baton.prompt.PromptRefused;
import dev.baton.prompt.PromptRole;
import dev.baton.prompt.PromptTrials;
import dev.baton.prompt.VariableType;
import dev.baton.prompt.web.PromptForm.VariableRow;
import dev.baton.tenant.TenantId;

import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.validation.BindingResult;
import org.springframework.web.servlet.ModelAndView;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The editor's page: for a new template, for the next version, and with what was refused. */
@Component
class PromptEditor {

    private static final Set<String> COMPARED =
            Set.of("name", "description", "blocks", "variables");

    private final MessageSource messages;
    private final PromptTrials trials;

    PromptEditor(MessageSource messages, PromptTrials trials) {
        this.messages = messages;
        this.trials = trials;
    }

    static ModelAndView to(PromptId prompt) {
        return new ModelAndView("redirect:/prompts/" + prompt.value());
    }

    /**
     * @param prompt that is edited, null for a new one
     */
    ModelAndView page(
            @Nullable Prompt prompt, PromptForm form, TenantId tenant, HttpStatus status) {
        var page =
                new ModelAndView("prompt/edit", status)
                        .addObject("form", form)
                        .addObject("preview", PromptPreview.of(form))
                        .addObject("roles", roles())
                        .addObject("types", types())
                        .addObject("testers", trials.agents(tenant))
                        .addObject("base", prompt == null ? "/prompts" : base(prompt.id()));
        return prompt == null ? page : page.addObject("prompt", prompt);
    }

    /** The page after one step of editing, with the row that the step added in focus. */
    ModelAndView after(
            String step, @Nullable Prompt prompt, PromptForm form, TenantId tenant) {
        var changed = form.after(step);
        var focus =
                changed.blocks().size() > form.blocks().size()
                        ? "block-" + form.blocks().size()
                        : changed.variables().size() > form.variables().size()
                                ? "variable-" + form.variables().size()
                                : "";
        return page(prompt, changed, tenant, HttpStatus.OK).addObject("focus", focus);
    }

    ModelAndView refused(
            @Nullable Prompt prompt,
            PromptForm form,
            TenantId tenant,
            BindingResult errors,
            Problem refusal) {
        if (refusal instanceof PromptRefused refused) {
            refused.faults().forEach(fault -> reject(errors, fault));
        } else {
            errors.rejectValue(
                    "name",
                    "problem." + refusal.code(),
                    refusal.arguments().toArray(),
                    refusal.getMessage());
        }
        return page(prompt, form, tenant, HttpStatus.UNPROCESSABLE_CONTENT)
                .addObject(BindingResult.MODEL_KEY_PREFIX + "form", errors);
    }

    /** The page with what somebody else has saved as the newest version, to take or to overrule. */
    ModelAndView conflict(Prompt prompt, PromptForm form, PromptForm newest, TenantId tenant) {
        var conflict =
                EditConflict.between(
                        form.unsampled(),
                        newest.unsampled(),
                        COMPARED::contains,
                        Map.of(
                                "blocks.role", roles(),
                                "variables.type", types(),
                                "variables.presence", presences()),
                        prompt.changedBy(),
                        prompt.changedAt());
        var newer = EditConflict.over(form, newest.version());
        return conflict.on(page(prompt, newer, tenant, HttpStatus.CONFLICT), newer);
    }

    private static void reject(BindingResult errors, PromptFault fault) {
        var field = field(fault.field());
        var key = "prompt.fault." + fault.code();
        var arguments = fault.arguments().toArray();
        if (field.isEmpty()) {
            errors.reject(key, arguments, fault.sentence());
        } else {
            errors.rejectValue(field, key, arguments, fault.sentence());
        }
    }

    /** Where a fault stands in the form; empty for the form as a whole. */
    private static String field(String path) {
        if (path.equals("messages") || path.equals("variables")) {
            return "";
        }
        return path.replace("messages[", "blocks[").replace("].default", "].preset");
    }

    private List<Choice> roles() {
        return Arrays.stream(PromptRole.values())
                .map(role -> Choice.of(role.name(), text("prompt.role." + role.wire())))
                .toList();
    }

    private List<Choice> types() {
        return Arrays.stream(VariableType.values())
                .map(type -> Choice.of(type.name(), text("prompt.variable.type." + type.wire())))
                .toList();
    }

    private List<Choice> presences() {
        return List.of(
                Choice.of(VariableRow.REQUIRED, text("prompt.variable.required")),
                Choice.of(VariableRow.DEFAULT, text("prompt.variable.defaulted")));
    }

    private String text(String key) {
        return messages.getMessage(key, null, LocaleContextHolder.getLocale());
    }

    private static String base(PromptId id) {
        return "/prompts/" + id.value();
    }
}
