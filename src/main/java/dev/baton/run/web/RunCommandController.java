package dev.baton.run.web;

import dev.baton.platform.json.JsonValues;
import dev.baton.platform.problem.BadInput;
import dev.baton.platform.problem.FieldProblem;
import dev.baton.platform.trace.CurrentTrace;
import dev.baton.platform.web.Flash;
import dev.baton.run.RunControl;
import dev.baton.run.RunKey;
import dev.baton.run.RunSnapshots;
import dev.baton.run.RunSuccessors;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Requires;
import dev.baton.work.Priority;

import jakarta.servlet.http.HttpServletRequest;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import tools.jackson.core.JacksonException;

import java.time.Duration;
import java.util.UUID;

/** What people want of a run that is under way. */
@Controller
@RequestMapping("/runs/{id}")
class RunCommandController {

    /** Who wanted something sees at once that it was done, unless that takes longer. */
    private static final Duration A_MOMENT = Duration.ofSeconds(2);

    private static final int LONGEST_REASON = 500;
    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_PAYLOAD = 100_000;

    private final RunControl control;
    private final RunSuccessors successors;
    private final RunSnapshots snapshots;

    RunCommandController(RunControl control, RunSuccessors successors, RunSnapshots snapshots) {
        this.control = control;
        this.successors = successors;
        this.snapshots = snapshots;
    }

    @PostMapping("/cancellation")
    @Requires(Permission.RUNS_WRITE)
    ModelAndView cancel(
            Actor by,
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String reason,
            RedirectAttributes redirect)
            throws InterruptedException {
        control.cancel(by, id, checked("reason", reason.strip(), LONGEST_REASON));
        control.awaitTaken(by, id, A_MOMENT);
        return done(id, "run.cancel.done", redirect);
    }

    @PostMapping("/pause")
    @Requires(Permission.RUNS_WRITE)
    ModelAndView pause(
            Actor by,
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String reason,
            RedirectAttributes redirect)
            throws InterruptedException {
        control.pause(by, id, checked("reason", reason.strip(), LONGEST_REASON));
        control.awaitTaken(by, id, A_MOMENT);
        return done(id, "run.pause.done", redirect);
    }

    @PostMapping("/resumption")
    @Requires(Permission.RUNS_WRITE)
    ModelAndView resume(Actor by, @PathVariable UUID id, RedirectAttributes redirect)
            throws InterruptedException {
        control.resume(by, id);
        control.awaitTaken(by, id, A_MOMENT);
        return done(id, "run.resume.done", redirect);
    }

    @PostMapping("/signals")
    @Requires(Permission.RUNS_WRITE)
    ModelAndView signal(
            Actor by,
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String payload,
            @RequestParam(defaultValue = "") String once,
            RedirectAttributes redirect)
            throws InterruptedException {
        var signal = checked("name", name.strip(), LONGEST_NAME);
        if (signal.isEmpty()) {
            throw invalid("name", "required", "must be a non-empty text");
        }
        var sent = json(checked("payload", payload, LONGEST_PAYLOAD));
        control.signal(by, id, signal, sent, key(once, "signal\n" + signal + "\n" + payload, id));
        control.awaitTaken(by, id, A_MOMENT);
        return done(id, "run.signal.done", redirect);
    }

    @PostMapping("/priority")
    @Requires(Permission.RUNS_WRITE)
    ModelAndView setPriority(
            Actor by,
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String priority,
            RedirectAttributes redirect) {
        control.setPriority(
                by,
                id,
                Priority.ofWire(priority)
                        .orElseThrow(
                                () ->
                                        invalid(
                                                "priority",
                                                "unknown",
                                                "one of low, normal, high, critical")));
        return done(id, "run.priority.done", redirect);
    }

    /** Keeps the state that the run has now. */
    @PostMapping("/snapshots")
    @Requires(Permission.RUNS_WRITE)
    ModelAndView keep(Actor by, @PathVariable UUID id, RedirectAttributes redirect) {
        var kept = snapshots.keep(by, id);
        redirect.addFlashAttribute(
                Flash.ATTRIBUTE, Flash.done("run.snapshot.done", Integer.toString(kept.version())));
        return new ModelAndView(
                "redirect:/runs/%s?view=state&version=%d".formatted(id, kept.version()));
    }

    /** What was done is taken over by the run that tries the rest again. */
    @PostMapping("/retry")
    @Requires(Permission.RUNS_WRITE)
    ModelAndView retry(
            Actor by,
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String once,
            HttpServletRequest request,
            RedirectAttributes redirect) {
        var again = successors.retry(by, id, key(once, "retry", id), CurrentTrace.of(request));
        return done(again.id().value(), "run.retry.done", redirect);
    }

    /** With the newest version of its workflow. */
    @PostMapping("/restart/newest")
    @Requires(Permission.RUNS_WRITE)
    ModelAndView restartNewest(
            Actor by,
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String once,
            HttpServletRequest request,
            RedirectAttributes redirect) {
        var again =
                successors.restartNewest(
                        by, id, key(once, "restart newest", id), CurrentTrace.of(request));
        return done(again.id().value(), "run.restart.newest.done", redirect);
    }

    @PostMapping("/restart")
    @Requires(Permission.RUNS_WRITE)
    ModelAndView restart(
            Actor by,
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String once,
            HttpServletRequest request,
            RedirectAttributes redirect) {
        var again = successors.restart(by, id, key(once, "restart", id), CurrentTrace.of(request));
        return done(again.id().value(), "run.restart.done", redirect);
    }

    /**
     * @param once what tells this form from all others; sent twice as it is, it begins one run
     */
    private static @Nullable RunKey key(String once, String what, UUID id) {
        return once.isBlank() ? null : RunKey.of("form " + once + "\n" + what + " " + id, what);
    }

    private static @Nullable Object json(String text) {
        try {
            return text.isBlank() ? null : JsonValues.value(text);
        } catch (JacksonException notJson) {
            throw invalid("payload", "invalid", "must be JSON");
        }
    }

    private static String checked(String field, String text, int longest) {
        if (text.length() > longest) {
            throw invalid(field, "too_long", "at most " + longest + " characters");
        }
        return text;
    }

    private static BadInput invalid(String field, String code, String message) {
        return new BadInput(
                "invalid_request",
                field + ": " + message + ".",
                new FieldProblem(field, code, message));
    }

    private static ModelAndView done(UUID id, String words, RedirectAttributes redirect) {
        redirect.addFlashAttribute(Flash.ATTRIBUTE, Flash.done(words));
        return new ModelAndView("redirect:/runs/" + id);
    }
}
