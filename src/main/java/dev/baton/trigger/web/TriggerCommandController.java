package dev.baton.trigger.web;

import dev.baton.platform.problem.BadInput;
import dev.baton.platform.problem.FieldProblem;
import dev.baton.platform.trace.CurrentTrace;
import dev.baton.platform.web.Flash;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Requires;
import dev.baton.trigger.TriggerId;
import dev.baton.trigger.TriggerLimits;
import dev.baton.trigger.Triggers;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import java.util.UUID;

/** What people want of a trigger: to rest, to go on, to fire now, to be gone. */
@Controller
@RequestMapping("/triggers/{id}")
class TriggerCommandController {

    private final Triggers triggers;

    TriggerCommandController(Triggers triggers) {
        this.triggers = triggers;
    }

    @PostMapping("/pause")
    @Requires(Permission.WORKFLOWS_WRITE)
    ModelAndView pause(
            Actor by,
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String reason,
            RedirectAttributes redirect) {
        var given = reason.strip();
        if (given.length() > TriggerLimits.LONGEST_REASON) {
            var most = "at most " + TriggerLimits.LONGEST_REASON + " characters";
            throw new BadInput(
                    "invalid_request",
                    "reason: " + most + ".",
                    new FieldProblem("reason", "too_long", most));
        }
        triggers.pause(by, new TriggerId(by.tenant(), id), given);
        redirect.addFlashAttribute(
                Flash.ATTRIBUTE,
                Flash.done("trigger.paused").undoneBy("/triggers/" + id + "/resumption"));
        return new ModelAndView("redirect:/triggers/" + id);
    }

    @PostMapping("/resumption")
    @Requires(Permission.WORKFLOWS_WRITE)
    ModelAndView resume(Actor by, @PathVariable UUID id, RedirectAttributes redirect) {
        triggers.resume(by, new TriggerId(by.tenant(), id));
        redirect.addFlashAttribute(Flash.ATTRIBUTE, Flash.done("trigger.resumed"));
        return new ModelAndView("redirect:/triggers/" + id);
    }

    @PostMapping("/runs")
    @Requires(Permission.RUNS_WRITE)
    ModelAndView run(
            Actor by,
            @PathVariable UUID id,
            HttpServletRequest request,
            RedirectAttributes redirect) {
        var run =
                triggers.runNow(by, new TriggerId(by.tenant(), id), CurrentTrace.of(request), null);
        redirect.addFlashAttribute(Flash.ATTRIBUTE, Flash.done("trigger.begun"));
        return new ModelAndView("redirect:/runs/" + run);
    }

    @PostMapping("/removal")
    @Requires(Permission.WORKFLOWS_WRITE)
    ModelAndView delete(Actor by, @PathVariable UUID id, RedirectAttributes redirect) {
        triggers.delete(by, new TriggerId(by.tenant(), id));
        redirect.addFlashAttribute(Flash.ATTRIBUTE, Flash.done("trigger.deleted"));
        return new ModelAndView("redirect:/triggers");
    }
}
