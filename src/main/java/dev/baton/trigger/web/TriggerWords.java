package dev.baton.trigger.web;

import dev.baton.platform.web.Formats;
import dev.baton.platform.web.ProblemWords;
import dev.baton.run.RunStatus;
import dev.baton.trigger.CronWords;
import dev.baton.trigger.Firing;
import dev.baton.trigger.Trigger;
import dev.baton.trigger.TriggerKind.Hook;
import dev.baton.trigger.TriggerKind.OnEvent;
import dev.baton.trigger.TriggerKind.OnRunEnd;
import dev.baton.trigger.TriggerKind.Schedule;
import dev.baton.trigger.TriggerLimits;

import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Says in the reader's language what makes a trigger fire, and what came of it. */
@Component
class TriggerWords {

    private final MessageSource messages;
    private final CronWords cron;
    private final ProblemWords problems;
    private final Formats formats;

    TriggerWords(MessageSource messages, CronWords cron, ProblemWords problems, Formats formats) {
        this.messages = messages;
        this.cron = cron;
        this.problems = problems;
        this.formats = formats;
    }

    /**
     * What makes it fire, in few words.
     *
     * @param names of workflows, by id
     */
    String when(Trigger trigger, Map<UUID, String> names) {
        return switch (trigger.kind()) {
            case Schedule it -> text("trigger.when.schedule", cron(it.cron()), zone(it));
            case OnEvent it -> text("trigger.when.event", it.type());
            case OnRunEnd it -> text("trigger.when.run_end", name(it.workflow(), names), ends(it));
            case Hook it -> text("trigger.when.webhook." + it.signature().wire());
        };
    }

    /** What it does, in a sentence. */
    String sentence(Trigger trigger, Map<UUID, String> names) {
        var workflow = name(trigger.workflow(), names);
        return switch (trigger.kind()) {
            case Schedule it ->
                    text("trigger.sentence.schedule", workflow, cron(it.cron()), zone(it));
            case OnEvent it ->
                    text(
                            "trigger.sentence.event" + (it.filter() == null ? "" : ".filter"),
                            workflow,
                            it.type());
            case OnRunEnd it ->
                    text(
                            "trigger.sentence.run_end",
                            workflow,
                            name(it.workflow(), names),
                            ends(it));
            case Hook it -> text("trigger.sentence.webhook", workflow);
        };
    }

    /** Of a text that {@link dev.baton.trigger.Cron#parse} took. */
    String cron(String text) {
        return cron.of(text, LocaleContextHolder.getLocale());
    }

    /** A workflow that is gone is told by its id. */
    String name(UUID workflow, Map<UUID, String> names) {
        return names.getOrDefault(workflow, formats.shortId(workflow.toString()));
    }

    /** As people write it: "America/New York". */
    private static String zone(Schedule schedule) {
        return schedule.zone().replace('_', ' ');
    }

    private String ends(OnRunEnd end) {
        return String.join(
                ", ",
                TriggerLimits.ENDS.stream()
                        .filter(end.on()::contains)
                        .map(it -> text("run.status." + it))
                        .toList());
    }

    List<FiringMark> marks(List<Firing> firings, Map<UUID, RunStatus> runs) {
        return firings.stream().map(firing -> mark(firing, runs.get(firing.id()))).toList();
    }

    private FiringMark mark(Firing firing, @Nullable RunStatus run) {
        return switch (firing.status()) {
            case PENDING ->
                    new FiringMark(
                            firing.dueAt(), "waiting", text("trigger.firing.pending"), null, null);
            case SKIPPED ->
                    new FiringMark(
                            firing.dueAt(),
                            "off",
                            text("trigger.firing.skipped"),
                            why(firing),
                            null);
            case STARTED, OVER ->
                    run == null
                            ? new FiringMark(
                                    firing.dueAt(),
                                    "off",
                                    text("trigger.firing.forgotten"),
                                    null,
                                    null)
                            : new FiringMark(
                                    firing.dueAt(),
                                    look(run),
                                    text("run.status." + run.wire()),
                                    null,
                                    firing.id());
        };
    }

    private static String look(RunStatus run) {
        return switch (run) {
            case COMPLETED -> "ok";
            case RUNNING, COMPENSATING -> "running";
            case FAILED, TIMED_OUT -> "failed";
            case CANCELLED -> "off";
            case PAUSED -> "held";
            case PENDING, WAITING, WAITING_APPROVAL -> "waiting";
        };
    }

    /** What a run was refused for is told as wherever else it is. */
    private String why(Firing firing) {
        var code = String.valueOf(firing.reason());
        var detail = firing.detail() == null ? "" : firing.detail();
        var own =
                messages.getMessage(
                        "trigger.reason." + code,
                        new Object[] {detail},
                        "",
                        LocaleContextHolder.getLocale());
        if (own != null && !own.isEmpty()) {
            return own;
        }
        return problems.of(code).orElse(detail.isEmpty() ? code : detail);
    }

    String text(String key, Object... arguments) {
        return messages.getMessage(
                key, arguments.length == 0 ? null : arguments, LocaleContextHolder.getLocale());
    }
}
