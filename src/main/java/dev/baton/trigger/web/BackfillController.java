package dev.baton.trigger.web;

import dev.baton.platform.problem.Conflict;
import dev.baton.platform.problem.Problem;
import dev.baton.platform.web.Flash;
import dev.baton.platform.web.Formats;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Requires;
import dev.baton.trigger.Cron;
import dev.baton.trigger.Trigger;
import dev.baton.trigger.TriggerId;
import dev.baton.trigger.TriggerKind.Schedule;
import dev.baton.trigger.TriggerRefused;
import dev.baton.trigger.Triggers;

import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import java.time.Clock;
import java.util.UUID;

/** Letting a schedule fire for times of the past: first how many that are, then doing it. */
@Controller
@RequestMapping("/triggers/{id}/backfill")
class BackfillController {

    private static final int SHOWN = 10;

    private final Triggers triggers;
    private final TimesDesk times;
    private final Formats formats;
    private final MessageSource messages;
    private final Clock clock;

    BackfillController(
            Triggers triggers,
            TimesDesk times,
            Formats formats,
            MessageSource messages,
            Clock clock) {
        this.triggers = triggers;
        this.times = times;
        this.formats = formats;
        this.messages = messages;
        this.clock = clock;
    }

    @GetMapping
    @Requires(Permission.WORKFLOWS_WRITE)
    ModelAndView count(
            Actor by,
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to) {
        var trigger = triggers.get(by, new TriggerId(by.tenant(), id));
        return page(by, trigger, from, to, null);
    }

    @PostMapping
    @Requires(Permission.WORKFLOWS_WRITE)
    ModelAndView fill(
            Actor by,
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to,
            RedirectAttributes redirect) {
        var trigger = triggers.get(by, new TriggerId(by.tenant(), id));
        var cron = cron(trigger);
        var span = BackfillSpan.of(from, to, cron.zone(), clock.instant());
        try {
            var done =
                    triggers.backfill(
                            by,
                            trigger.id(),
                            span.from(),
                            span.to(),
                            Triggers.MOST_BACKFILLED,
                            false);
            redirect.addFlashAttribute(
                    Flash.ATTRIBUTE,
                    Flash.done("trigger.backfilled", formats.number(done.count())));
            return new ModelAndView("redirect:/triggers/" + id);
        } catch (TriggerRefused | Conflict refusal) {
            return page(by, trigger, from, to, refusal);
        }
    }

    private ModelAndView page(
            Actor by,
            Trigger trigger,
            @Nullable String from,
            @Nullable String to,
            @Nullable Problem refusal) {
        var cron = cron(trigger);
        var span = BackfillSpan.of(from, to, cron.zone(), clock.instant());
        var page =
                new ModelAndView("trigger/backfill")
                        .addObject("trigger", trigger)
                        .addObject("span", span)
                        .addObject("most", Triggers.MOST_BACKFILLED);
        if (refusal != null) {
            return refused(page, refusal);
        }
        try {
            var due = triggers.backfill(by, trigger.id(), span.from(), span.to(), SHOWN, true);
            return page.addObject("count", due.count())
                    .addObject("times", times.told(cron, due.times()));
        } catch (TriggerRefused tooFar) {
            return refused(page, tooFar);
        }
    }

    private ModelAndView refused(ModelAndView page, Problem refusal) {
        page.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
        var key =
                refusal.fields().isEmpty()
                        ? "problem." + refusal.code()
                        : "trigger.backfill.wrong."
                                + refusal.fields().getFirst().field()
                                + "."
                                + refusal.fields().getFirst().code();
        return page.addObject("count", 0)
                .addObject(
                        "refused",
                        messages.getMessage(
                                key, null, refusal.getMessage(), LocaleContextHolder.getLocale()));
    }

    private static Cron cron(Trigger trigger) {
        if (trigger.kind() instanceof Schedule schedule) {
            return schedule.times();
        }
        throw new TriggerRefused("kind", "not_schedule", "only schedules have times to fill in");
    }
}
