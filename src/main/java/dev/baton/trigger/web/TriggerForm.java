package dev.baton.trigger.web;

import dev.baton.platform.json.JsonValues;
import dev.baton.trigger.HookSignature;
import dev.baton.trigger.Overlap;
import dev.baton.trigger.Trigger;
import dev.baton.trigger.TriggerKind.Hook;
import dev.baton.trigger.TriggerKind.OnEvent;
import dev.baton.trigger.TriggerKind.OnRunEnd;
import dev.baton.trigger.TriggerKind.Schedule;
import dev.baton.trigger.TriggerLimits;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What a person types about a trigger. Of what makes it fire only the fields of its kind count.
 *
 * @param workflow name or id
 * @param workflowVersion empty for whichever is the newest then
 * @param until by the clock of the zone; empty for never
 * @param endWorkflow name or id of the one whose end makes it fire
 * @param secret to check signatures with; empty for a new one, or the one it has
 * @param input JSON
 * @param version of the trigger that is edited; null for a new one
 */
record TriggerForm(
        @Nullable String kind,
        @Nullable String name,
        @Nullable String workflow,
        @Nullable String workflowVersion,
        @Nullable String title,
        @Nullable String cron,
        @Nullable String zone,
        @Nullable String overlap,
        @Nullable String until,
        @Nullable String eventType,
        @Nullable String filter,
        @Nullable String endWorkflow,
        @Nullable List<String> ends,
        @Nullable String signature,
        @Nullable String secret,
        @Nullable String perMinute,
        @Nullable String input,
        @Nullable Long version) {

    static final String SECRET = "secret";

    private static final JsonMapper PRETTY =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    TriggerForm {
        kind = kind == null || !TriggerLimits.KINDS.contains(kind) ? "schedule" : kind;
    }

    static TriggerForm blank(@Nullable String kind, String workflow, ZoneId zone) {
        return new TriggerForm(
                kind,
                "",
                workflow,
                "",
                "",
                "0 7 * * MON-FRI",
                named(zone),
                Overlap.SKIP.wire(),
                "",
                "",
                "",
                "",
                List.of(TriggerLimits.ENDS.getFirst()),
                HookSignature.STANDARD.wire(),
                "",
                Integer.toString(TriggerLimits.USUAL_PACE),
                "",
                null);
    }

    /** As schedules name it: UTC is also known by names that are none of a place. */
    private static String named(ZoneId zone) {
        return zone.normalized().equals(ZoneOffset.UTC) ? "UTC" : zone.getId();
    }

    /**
     * @param names of workflows, by id
     */
    static TriggerForm of(Trigger trigger, Map<UUID, String> names) {
        var kind = trigger.kind();
        var schedule = kind instanceof Schedule it ? it : null;
        var event = kind instanceof OnEvent it ? it : null;
        var end = kind instanceof OnRunEnd it ? it : null;
        var hook = kind instanceof Hook it ? it : null;
        return new TriggerForm(
                kind.wire(),
                trigger.name(),
                named(trigger.workflow(), names),
                trigger.workflowVersion() == null ? "" : trigger.workflowVersion().toString(),
                text(trigger.title()),
                schedule == null ? "" : schedule.cron(),
                schedule == null ? "" : schedule.zone(),
                schedule == null ? "" : schedule.overlap().wire(),
                schedule == null || schedule.until() == null
                        ? ""
                        : LocalDateTime.ofInstant(schedule.until(), ZoneId.of(schedule.zone()))
                                .toString(),
                event == null ? "" : event.type(),
                event == null ? "" : text(event.filter()),
                end == null ? "" : named(end.workflow(), names),
                end == null
                        ? List.of()
                        : TriggerLimits.ENDS.stream().filter(end.on()::contains).toList(),
                hook == null ? "" : hook.signature().wire(),
                "",
                hook == null ? "" : Integer.toString(hook.perMinute()),
                trigger.input().isEmpty() ? "" : PRETTY.writeValueAsString(trigger.input()),
                trigger.version());
    }

    private static String named(UUID workflow, Map<UUID, String> names) {
        return names.getOrDefault(workflow, workflow.toString());
    }

    /** Whether what is typed as its input is a JSON object, or nothing. */
    boolean hasReadableInput() {
        try {
            return text(input).isEmpty() || JsonValues.mapper().readTree(text(input)).isObject();
        } catch (JacksonException notJson) {
            return false;
        }
    }

    static String text(@Nullable String value) {
        return value == null ? "" : value.strip();
    }
}
