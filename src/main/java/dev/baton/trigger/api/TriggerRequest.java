package dev.baton.trigger.api;

import dev.baton.platform.json.JsonValues;
import dev.baton.platform.problem.BadInput;
import dev.baton.platform.problem.FieldProblem;
import dev.baton.trigger.HookSignature;
import dev.baton.trigger.Moments;
import dev.baton.trigger.Overlap;
import dev.baton.trigger.TriggerKind;
import dev.baton.trigger.TriggerLimits;
import dev.baton.trigger.TriggerWish;

import io.swagger.v3.oas.annotations.media.Schema;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.node.ObjectNode;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A trigger to be: exactly one of schedule, event, run_end and webhook.
 *
 * @param name 100 characters at most
 * @param workflow name or id of a published workflow
 * @param workflowVersion left out for whichever is the newest then
 * @param title of its runs; its name when left out
 * @param input what each run gets, beside {@code trigger}
 */
record TriggerRequest(
        @Nullable String name,
        @Nullable String workflow,
        @Nullable Integer workflowVersion,
        @Nullable String title,
        @Schema(type = "object") @Nullable ObjectNode input,
        @Nullable Schedule schedule,
        @Nullable OnEvent event,
        @Nullable RunEnd runEnd,
        @Nullable Webhook webhook) {

    /**
     * @param cron minute, hour, day of month, month, day of week
     * @param zone IANA time zone
     * @param overlap {@code skip}, {@code queue}, {@code allow} or {@code cancel}; skip when left
     *     out
     * @param until after which nothing is due any more: with an offset, or by the clock of the
     *     zone; left out for never
     */
    @Schema(name = "TriggerScheduleRequest")
    record Schedule(
            @Nullable String cron,
            @Nullable String zone,
            @Nullable String overlap,
            @Nullable String until) {}

    /**
     * @param type a name, all of a noun ({@code agent.*}) or all ({@code *})
     * @param filter CEL over {@code event} and {@code data} that yields true
     */
    @Schema(name = "TriggerEventRequest")
    record OnEvent(@Nullable String type, @Nullable String filter) {}

    /**
     * @param workflow id of another workflow
     * @param on {@code completed}, {@code failed}, {@code cancelled}; completed when left out
     */
    @Schema(name = "TriggerRunEndRequest")
    record RunEnd(@Nullable UUID workflow, @Nullable List<String> on) {}

    /**
     * @param signature {@code none}, {@code standard} or {@code github}; none when left out
     * @param secret to check signatures with; made, or kept, when left out
     * @param perMinute requests; 60 when left out
     */
    @Schema(name = "TriggerWebhookRequest")
    record Webhook(
            @Nullable String signature, @Nullable String secret, @Nullable Integer perMinute) {}

    TriggerWish wish() {
        return new TriggerWish(
                text("name", name, TriggerLimits.LONGEST_NAME),
                text("workflow", workflow, TriggerLimits.LONGEST_TITLE),
                workflowVersion,
                kind(),
                title == null || title.isBlank()
                        ? null
                        : text("title", title, TriggerLimits.LONGEST_TITLE),
                checkedInput(),
                webhook == null ? null : webhook.secret());
    }

    private TriggerKind kind() {
        var given = Stream.of(schedule, event, runEnd, webhook);
        if (given.filter(Objects::nonNull).count() != 1) {
            throw invalid("kind", "ambiguous", "exactly one of schedule, event, run_end, webhook");
        }
        if (schedule != null) {
            return schedule(schedule);
        }
        if (event != null) {
            return new TriggerKind.OnEvent(
                    text("event.type", event.type(), TriggerLimits.LONGEST_NAME),
                    event.filter() == null || event.filter().isBlank()
                            ? null
                            : text("event.filter", event.filter(), TriggerLimits.LONGEST_FILTER));
        }
        return runEnd != null ? end(runEnd) : hook(Objects.requireNonNull(webhook));
    }

    private static TriggerKind schedule(Schedule wanted) {
        var overlap = wanted.overlap() == null ? Overlap.SKIP.wire() : wanted.overlap();
        return new TriggerKind.Schedule(
                text("schedule.cron", wanted.cron(), TriggerLimits.LONGEST_TITLE),
                text("schedule.zone", wanted.zone(), TriggerLimits.LONGEST_NAME),
                Overlap.ofWire(overlap)
                        .orElseThrow(
                                () ->
                                        invalid(
                                                "schedule.overlap",
                                                "unknown",
                                                "one of skip, queue, allow, cancel")),
                until(wanted));
    }

    private static @Nullable Instant until(Schedule wanted) {
        if (wanted.until() == null) {
            return null;
        }
        return Moments.read(wanted.until(), wanted.zone())
                .orElseThrow(
                        () ->
                                invalid(
                                        "schedule.until",
                                        "invalid",
                                        "a time such as 2027-01-31T18:00 or 2027-01-31T17:00:00Z"));
    }

    private static TriggerKind end(RunEnd wanted) {
        var on = wanted.on() == null ? Set.of("completed") : Set.copyOf(wanted.on());
        if (on.isEmpty() || !TriggerLimits.ENDS.containsAll(on)) {
            throw invalid("run_end.on", "unknown", "some of completed, failed, cancelled");
        }
        if (wanted.workflow() == null) {
            throw invalid("run_end.workflow", "required", "the id of a workflow");
        }
        return new TriggerKind.OnRunEnd(wanted.workflow(), on);
    }

    private static TriggerKind hook(Webhook wanted) {
        var pace = wanted.perMinute() == null ? TriggerLimits.USUAL_PACE : wanted.perMinute();
        if (pace < 1 || pace > TriggerLimits.FASTEST) {
            throw invalid("webhook.per_minute", "out_of_range", "1 to " + TriggerLimits.FASTEST);
        }
        var signature = wanted.signature() == null ? HookSignature.NONE.wire() : wanted.signature();
        return new TriggerKind.Hook(
                HookSignature.ofWire(signature)
                        .orElseThrow(
                                () ->
                                        invalid(
                                                "webhook.signature",
                                                "unknown",
                                                "one of none, standard, github")),
                pace);
    }

    private Map<String, Object> checkedInput() {
        if (input == null) {
            return Map.of();
        }
        var text = input.toString();
        if (text.length() > TriggerLimits.LARGEST_INPUT) {
            throw invalid(
                    "input", "too_large", "at most " + TriggerLimits.LARGEST_INPUT + " characters");
        }
        if (input.has("trigger")) {
            throw invalid("input.trigger", "reserved", "it says what made the trigger fire");
        }
        return JsonValues.object(text);
    }

    private static String text(String field, @Nullable String value, int longest) {
        if (value == null || value.isBlank()) {
            throw invalid(field, "required", "must be a non-empty text");
        }
        if (value.strip().length() > longest) {
            throw invalid(field, "too_long", "at most " + longest + " characters");
        }
        return value.strip();
    }

    static BadInput invalid(String field, String code, String message) {
        return new BadInput(
                "invalid_request",
                field + ": " + message + ".",
                new FieldProblem(field, code, message));
    }
}
