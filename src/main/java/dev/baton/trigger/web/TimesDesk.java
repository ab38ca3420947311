package dev.baton.trigger.web;

import static dev.baton.trigger.web.TriggerForm.text;

import dev.baton.platform.web.Formats;
import dev.baton.trigger.Cron;
import dev.baton.trigger.Moments;
import dev.baton.trigger.Overlap;
import dev.baton.trigger.TriggerKind.Schedule;
import dev.baton.trigger.TriggerRefused;

import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** Works out when a schedule is due next, saved or not. */
@Component
class TimesDesk {

    private static final int NEXT = 5;

    private final TriggerWords words;
    private final Formats formats;
    private final Clock clock;

    TimesDesk(TriggerWords words, Formats formats, Clock clock) {
        this.words = words;
        this.formats = formats;
        this.clock = clock;
    }

    TimesView of(TriggerForm form) {
        var until = Moments.read(text(form.until()), text(form.zone())).orElse(null);
        return of(new Schedule(text(form.cron()), text(form.zone()), Overlap.SKIP, until));
    }

    TimesView of(Schedule schedule) {
        try {
            var read = schedule.times();
            var until = schedule.until();
            return new TimesView(
                    words.cron(read.text()),
                    read.zone().getId(),
                    until == null ? null : time(read, until),
                    read.next(clock.instant(), NEXT).stream()
                            .map(time -> time(read, time))
                            .toList());
        } catch (TriggerRefused notYet) {
            return TimesView.NONE;
        }
    }

    /** Times, as {@link #of} tells them. */
    List<TimesView.Time> told(Cron cron, List<Instant> times) {
        return times.stream().map(time -> time(cron, time)).toList();
    }

    private TimesView.Time time(Cron cron, Instant time) {
        var local = time.atZone(cron.zone());
        var shift = cron.shift(time);
        var pattern = shift == Cron.Shift.NONE ? "HH:mm" : "HH:mm xxx";
        return new TimesView.Time(
                "%s %s %s"
                        .formatted(
                                DateTimeFormatter.ofPattern("EEE", LocaleContextHolder.getLocale())
                                        .format(local),
                                formats.date(local.toLocalDate()),
                                DateTimeFormatter.ofPattern(pattern).format(local)),
                time.toString(),
                shift == Cron.Shift.NONE
                        ? null
                        : words.text("trigger.shift." + shift.name().toLowerCase(Locale.ROOT)));
    }
}
