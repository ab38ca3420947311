package dev.baton.trigger;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import dev.baton.platform.cache.Caches;
import dev.baton.platform.json.CanonicalJson;
import dev.baton.platform.json.JsonValues;
import dev.baton.run.Run;
import dev.baton.run.RunDesk;
import dev.baton.run.RunHistory;
import dev.baton.tenant.TenantId;
import dev.baton.workflow.ExpressionFailed;
import dev.baton.workflow.Template;
import dev.baton.workflow.Templates;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** What a trigger's runs begin with: a value with expressions over what made it fire. */
@Component
class TriggerInputs {

    /** Letters of what expressions have made of an input. */
    static final int MOST_LETTERS = 1_000_000;

    private static final long MOST_LETTERS_READ = 4_000_000;

    private record Key(TriggerId trigger, long version) {}

    private record Read(Template template, int letters) {}

    private final RunDesk runs;
    private final RunHistory history;
    private final Cache<Key, Read> read;

    TriggerInputs(RunDesk runs, RunHistory history, Caches caches) {
        this.runs = runs;
        this.history = history;
        this.read =
                caches.make(
                        "trigger-inputs",
                        Caffeine.newBuilder()
                                .maximumWeight(MOST_LETTERS_READ)
                                .weigher((Key _, Read one) -> one.letters()));
    }

    /** What expressions may name. */
    private static Set<String> names(TriggerKind kind) {
        return switch (kind) {
            case TriggerKind.Schedule _ -> Set.of("due_at");
            case TriggerKind.OnEvent _ -> Set.of("event", "data");
            case TriggerKind.OnRunEnd _ -> Set.of("event", "data", "run");
            case TriggerKind.Hook _ -> Set.of("headers", "body");
        };
    }

    /** Whether it is the same whatever makes the trigger fire. */
    static boolean isFixed(TriggerWish wish) {
        try {
            return Templates.isFixed(Templates.read(wish.input(), names(wish.kind())));
        } catch (ExpressionFailed failed) {
            throw new TriggerRefused(
                    "input", "bad_expression", String.valueOf(failed.getMessage()));
        }
    }

    /**
     * @param cause what the run sees as {@code input.trigger}
     * @throws TriggerInputFailed when an expression fails, or comes to too much
     */
    Map<String, Object> of(Trigger trigger, Map<String, Object> cause) {
        try {
            var template = read.get(new Key(trigger.id(), trigger.version()), _ -> read(trigger));
            return rendered(trigger, template.template(), cause);
        } catch (ExpressionFailed failed) {
            throw new TriggerInputFailed(String.valueOf(failed.getMessage()));
        }
    }

    private static Read read(Trigger trigger) {
        return new Read(
                Templates.read(trigger.input(), names(trigger.kind())),
                JsonValues.mapper().writeValueAsString(trigger.input()).length());
    }

    private Map<String, Object> rendered(
            Trigger trigger, Template template, Map<String, Object> cause) {
        var bound = new HashMap<String, @Nullable Object>(cause);
        if (!Templates.isFixed(template)
                && trigger.kind() instanceof TriggerKind.OnRunEnd
                && cause.get("event") instanceof Map<?, ?> event) {
            bound.put("run", run(trigger.id().tenant(), String.valueOf(event.get("subject"))));
        }
        var json =
                CanonicalJson.write(template.render(bound), MOST_LETTERS)
                        .orElseThrow(
                                () ->
                                        new ExpressionFailed(
                                                "The input would be longer than %d letters"
                                                        .formatted(MOST_LETTERS)));
        return JsonValues.object(json);
    }

    private Map<String, @Nullable Object> run(TenantId tenant, String id) {
        var run = runs.get(tenant, UUID.fromString(id));
        var bound = new HashMap<String, @Nullable Object>();
        bound.put("id", id);
        bound.put("title", run.head().title());
        bound.put("status", run.status().wire());
        bound.put("input", history.input(run).orElse(Map.of()));
        bound.put("output", history.output(run));
        bound.put("error", error(run));
        return bound;
    }

    private static @Nullable Map<String, @Nullable Object> error(Run run) {
        var error = run.summary().error();
        if (error == null) {
            return null;
        }
        var bound = new HashMap<String, @Nullable Object>(error.bound());
        bound.put("step", error.step());
        return bound;
    }
}
