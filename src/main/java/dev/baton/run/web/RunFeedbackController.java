package dev.baton.run.web;

import dev.baton.platform.trace.CurrentTrace;
import dev.baton.platform.web.Flash;
import dev.baton.run.Rating;
import dev.baton.run.RunFeedbackDesk;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Requires;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import java.util.UUID;

/** What people think of what a run came to. */
@Controller
@RequestMapping("/runs/{id}/feedback")
class RunFeedbackController {

    private static final String TAKEN_BACK = "none";

    private final RunFeedbackDesk desk;

    RunFeedbackController(RunFeedbackDesk desk) {
        this.desk = desk;
    }

    @PostMapping
    @Requires(Permission.RUNS_WRITE)
    ModelAndView give(
            Actor by,
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String rating,
            @RequestParam(defaultValue = "") String comment,
            HttpServletRequest request,
            RedirectAttributes redirect) {
        var trace = CurrentTrace.of(request);
        if (rating.equals(TAKEN_BACK)) {
            desk.takeBack(by, id, trace);
            redirect.addFlashAttribute(Flash.ATTRIBUTE, Flash.done("run.feedback.taken-back"));
        } else {
            desk.give(by, id, Rating.read(rating), comment, trace);
            redirect.addFlashAttribute(Flash.ATTRIBUTE, Flash.done("run.feedback.done"));
        }
        return new ModelAndView("redirect:/runs/" + id + "#run-feedback");
    }
}
