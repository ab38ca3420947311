package dev.baton.run;

import dev.baton.event.EventType;
import dev.baton.event.NewEvent;
import dev.baton.ledger.Money;

import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import java.time.Duration;
import java.util.HashMap;
import java.util.Set;

/** The events of runs; they carry figures and ids, never what went in or came out. */
@Configuration(proxyBeanMethods = false)
class RunEvents {

    static final EventType STARTED = EventType.publicly("run.started");
    static final EventType PROGRESSED = EventType.publicly("run.progressed");
    static final EventType COMPLETED = EventType.publicly("run.completed");
    static final EventType FAILED = EventType.publicly("run.failed");
    static final EventType CANCELLED = EventType.publicly("run.cancelled");
    static final EventType RATED = EventType.publicly("run.rated");

    private static final Set<String> ENDS =
            Set.of(COMPLETED.name(), FAILED.name(), CANCELLED.name());

    /** Something is wanted of a run; its instance takes a look. */
    static final EventType COMMANDED = EventType.internally("run.commanded");

    @Bean
    EventType runStarted() {
        return STARTED;
    }

    @Bean
    EventType runProgressed() {
        return PROGRESSED;
    }

    @Bean
    EventType runCompleted() {
        return COMPLETED;
    }

    @Bean
    EventType runFailed() {
        return FAILED;
    }

    @Bean
    EventType runCancelled() {
        return CANCELLED;
    }

    @Bean
    EventType runRated() {
        return RATED;
    }

    @Bean
    EventType runCommanded() {
        return COMMANDED;
    }

    static boolean isEnd(String type) {
        return ENDS.contains(type);
    }

    static NewEvent started(RunHead head) {
        return event(STARTED, head, new HashMap<>(), RunStatus.RUNNING);
    }

    static NewEvent progressed(RunHead head, RunSummary summary, String currency) {
        var data = figures(summary, currency);
        data.put("version", summary.version());
        data.put("progress", summary.progress());
        if (summary.currentStep() != null) {
            data.put("current_step", summary.currentStep());
        }
        return event(PROGRESSED, head, data, summary.status());
    }

    /**
     * @param partial whether steps failed that the run went on without
     */
    static NewEvent ended(RunHead head, RunSummary summary, String currency, boolean partial) {
        var type =
                switch (summary.status()) {
                    case COMPLETED -> COMPLETED;
                    case CANCELLED -> CANCELLED;
                    default -> FAILED;
                };
        var data = figures(summary, currency);
        if (summary.startedAt() != null && summary.endedAt() != null) {
            data.put(
                    "duration_ms",
                    Duration.between(summary.startedAt(), summary.endedAt()).toMillis());
        }
        if (type == COMPLETED) {
            data.put("partial", partial);
        }
        if (summary.error() != null) {
            data.put("error", summary.error().code());
            if (summary.error().step() != null) {
                data.put("step", summary.error().step());
            }
        }
        return event(type, head, data, summary.status());
    }

    /**
     * @param rating that somebody has given now; null where they took back what they had given
     * @param all as they are now
     * @param traceId of the request that gave it
     */
    static NewEvent rated(Run run, @Nullable Rating rating, RunRatings all, String traceId) {
        var data = new HashMap<String, Object>();
        data.put("rating", rating == null ? "none" : rating.wire());
        data.put("up", all.up());
        data.put("down", all.down());
        var told = event(RATED, run.head(), data, run.status());
        return new NewEvent(told.tenant(), told.type(), told.subject(), told.data(), traceId);
    }

    private static HashMap<String, Object> figures(RunSummary summary, String currency) {
        var data = new HashMap<String, Object>();
        data.put("attempts", summary.attempts());
        data.put("tokens_in", summary.tokensIn());
        data.put("tokens_out", summary.tokensOut());
        data.put("cost", new Money(summary.costNanos(), currency).text());
        data.put("currency", currency);
        return data;
    }

    private static NewEvent event(
            EventType type, RunHead head, HashMap<String, Object> data, RunStatus status) {
        data.put("run_id", head.id().toString());
        data.put("status", status.wire());
        if (head.workflow() != null) {
            data.put("workflow_id", head.workflow().workflow().toString());
            data.put("workflow_version", head.workflow().version());
        }
        if (head.parent() != null) {
            data.put("parent_id", head.parent().run().toString());
            data.put("parent_step", head.parent().step());
        }
        if (head.title() != null) {
            data.put("title", head.title());
        }
        if (head.correlation() != null) {
            data.put("correlation_id", head.correlation());
        }
        return new NewEvent(head.id().tenant(), type, head.id().value(), data, head.traceId());
    }
}
