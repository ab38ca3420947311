package dev.baton.trigger.api;

import dev.baton.trigger.CronWords;
import dev.baton.trigger.Trigger;
import dev.baton.trigger.TriggerKind;

import io.swagger.v3.oas.annotations.media.Schema;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/**
 * A trigger.
 *
 * @param kind {@code schedule}, {@code event}, {@code run_end} or {@code webhook}
 * @param actsAs e-mail address or key name of whoever changed it last
 * @param status {@code active}, {@code paused} or {@code stopped}
 * @param reason why it is not active
 */
record TriggerJson(
        UUID id,
        String name,
        UUID workflowId,
        @Nullable Integer workflowVersion,
        String kind,
        @Nullable String title,
        Map<String, Object> input,
        @Nullable ScheduleJson schedule,
        @Nullable EventJson event,
        @Nullable RunEndJson runEnd,
        @Nullable HookJson webhook,
        String actsAs,
        String status,
        @Nullable String reason,
        Instant createdAt,
        Instant updatedAt,
        long version) {

    /**
     * @param words the times in plain words, by language
     * @param until after which nothing is due any more; null for never
     * @param ended whether nothing is to come while it is active
     * @param nextAt null while it is not active, and once it has ended
     */
    @Schema(name = "TriggerSchedule")
    record ScheduleJson(
            String cron,
            String zone,
            String overlap,
            Map<String, String> words,
            @Nullable Instant until,
            boolean ended,
            @Nullable Instant nextAt) {}

    @Schema(name = "TriggerEvent")
    record EventJson(String type, @Nullable String filter) {}

    @Schema(name = "TriggerRunEnd")
    record RunEndJson(UUID workflow, List<String> on) {}

    /**
     * @param address path with the token; only in the answer that makes it
     * @param secret only in the answer that makes or changes it
     */
    @Schema(name = "TriggerWebhook")
    record HookJson(
            String signature, int perMinute, @Nullable String address, @Nullable String secret) {}

    static TriggerJson of(
            Trigger trigger, CronWords words, @Nullable String token, @Nullable String secret) {
        var kind = trigger.kind();
        return new TriggerJson(
                trigger.id().value(),
                trigger.name(),
                trigger.workflow(),
                trigger.workflowVersion(),
                kind.wire(),
                trigger.title(),
                trigger.input(),
                kind instanceof TriggerKind.Schedule it
                        ? new ScheduleJson(
                                it.cron(),
                                it.zone(),
                                it.overlap().wire(),
                                words(it.cron(), words),
                                it.until(),
                                trigger.hasEnded(),
                                trigger.nextAt())
                        : null,
                kind instanceof TriggerKind.OnEvent it
                        ? new EventJson(it.type(), it.filter())
                        : null,
                kind instanceof TriggerKind.OnRunEnd it
                        ? new RunEndJson(it.workflow(), it.on().stream().sorted().toList())
                        : null,
                kind instanceof TriggerKind.Hook it
                        ? new HookJson(
                                it.signature().wire(),
                                it.perMinute(),
                                token == null ? null : "/hooks/" + token,
                                secret)
                        : null,
                trigger.actor().name(),
                trigger.status().wire(),
                trigger.reason(),
                trigger.createdAt(),
                trigger.updatedAt(),
                trigger.version());
    }

    private static Map<String, String> words(String cron, CronWords words) {
        return Map.of(
                "en", words.of(cron, Locale.ENGLISH),
                "th", words.of(cron, Locale.of("th")),
                "es", words.of(cron, Locale.of("es")));
    }
}
