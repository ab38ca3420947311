package dev.baton.trigger.web;

import static dev.baton.trigger.web.TriggerForm.text;

import dev.baton.platform.problem.BadInput;
import dev.baton.platform.problem.EditedMeanwhile;
import dev.baton.platform.problem.RuleRefused;
import dev.baton.platform.web.EditConflict;
import dev.baton.platform.web.Flash;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Requires;
import dev.baton.trigger.Trigger;
import dev.baton.trigger.TriggerId;
import dev.baton.trigger.TriggerKind.Schedule;
import dev.baton.trigger.Triggers;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import java.util.List;
import java.util.Set;
import java.util.UUID;

/** One trigger: what it does, when it does so next, what came of it, and its form. */
@Controller
@RequestMapping("/triggers/{id}")
class TriggerController {

    private final Triggers triggers;
    private final TriggerRows rows;
    private final TriggerWords words;
    private final TriggerPages pages;
    private final TimesDesk times;

    TriggerController(
            Triggers triggers,
            TriggerRows rows,
            TriggerWords words,
            TriggerPages pages,
            TimesDesk times) {
        this.triggers = triggers;
        this.rows = rows;
        this.words = words;
        this.pages = pages;
        this.times = times;
    }

    @GetMapping
    @Requires(Permission.WORKFLOWS_READ)
    ModelAndView show(Actor by, @PathVariable UUID id) {
        var trigger = triggers.get(by, new TriggerId(by.tenant(), id));
        var names = rows.names(by, List.of(trigger));
        return new ModelAndView("trigger/show")
                .addObject("trigger", trigger)
                .addObject("standingKind", TriggerRow.state(trigger))
                .addObject("standing", TriggerRow.standing(trigger))
                .addObject("sentence", words.sentence(trigger, names))
                .addObject("workflow", words.name(trigger.workflow(), names))
                .addObject("names", names)
                .addObject("firings", rows.firings(by, trigger))
                .addObject("most", Triggers.MOST_SHOWN)
                .addObject("input", TriggerForm.of(trigger, names).input())
                .addObject(
                        "times",
                        trigger.kind() instanceof Schedule schedule ? times.of(schedule) : null);
    }

    @GetMapping("/edit")
    @Requires(Permission.WORKFLOWS_WRITE)
    ModelAndView edit(Actor by, @PathVariable UUID id) {
        return pages.form(id, stored(by, id), HttpStatus.OK, by);
    }

    @PostMapping
    @Requires(Permission.WORKFLOWS_WRITE)
    ModelAndView update(
            Actor by,
            @PathVariable UUID id,
            @ModelAttribute("form") TriggerForm typed,
            BindingResult errors,
            @RequestParam(name = EditConflict.TAKEN, defaultValue = "") Set<String> taken,
            HttpServletRequest request,
            RedirectAttributes redirect) {
        var stored = stored(by, id);
        var form = EditConflict.merged(typed, stored, taken);
        try {
            var version = form.version() == null ? 0 : form.version();
            var made =
                    triggers.replace(
                            by, new TriggerId(by.tenant(), id), version, pages.wish(by, form));
            if (made.secret() != null && text(form.secret()).isEmpty()) {
                return HookPage.of(made, request);
            }
            redirect.addFlashAttribute(Flash.ATTRIBUTE, Flash.done("trigger.saved"));
            return new ModelAndView("redirect:/triggers/" + id);
        } catch (EditedMeanwhile late) {
            return late(by, id, form);
        } catch (BadInput | RuleRefused refusal) {
            return pages.refused(id, form, refusal, errors, by);
        }
    }

    private ModelAndView late(Actor by, UUID id, TriggerForm form) {
        var now = triggers.get(by, new TriggerId(by.tenant(), id));
        var conflict =
                EditConflict.between(
                        form,
                        form(by, now),
                        field -> !field.equals(TriggerForm.SECRET),
                        pages.names(),
                        now.actor().name(),
                        now.updatedAt());
        var newer = EditConflict.over(form, now.version());
        return conflict.on(pages.form(id, newer, HttpStatus.CONFLICT, by), newer);
    }

    /** Without scripts: the form again, with what the schedule comes to. */
    @PostMapping("/times")
    @Requires(Permission.WORKFLOWS_WRITE)
    ModelAndView look(Actor by, @PathVariable UUID id, @ModelAttribute("form") TriggerForm form) {
        triggers.get(by, new TriggerId(by.tenant(), id));
        return pages.form(id, form, HttpStatus.OK, by);
    }

    private TriggerForm stored(Actor by, UUID id) {
        return form(by, triggers.get(by, new TriggerId(by.tenant(), id)));
    }

    private TriggerForm form(Actor by, Trigger trigger) {
        return TriggerForm.of(trigger, rows.names(by, List.of(trigger)));
    }
}
