package dev.baton.run.api;

import com.fasterxml.jackson.annotation.JsonInclude;

import dev.baton.platform.Page;
import dev.baton.platform.trace.CurrentTrace;
import dev.baton.run.Rating;
import dev.baton.run.RunFeedback;
import dev.baton.run.RunFeedbackDesk;
import dev.baton.run.RunRatings;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Requires;
import dev.baton.tenant.TenantId;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;

import jakarta.servlet.http.HttpServletRequest;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** What people and programs think of what runs came to. */
@RestController
@Tag(name = "Runs")
@RequestMapping("/api/v1/runs/{id}/feedback")
class RunFeedbackApi {

    /**
     * @param rating {@code up} or {@code down}
     * @param comment 2,000 characters at most
     */
    record FeedbackRequest(@Nullable String rating, @Nullable String comment) {}

    /**
     * @param by e-mail address or name of the key
     * @param byKey whether an API key gave it
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record FeedbackJson(
            String rating,
            @Nullable String comment,
            String by,
            boolean byKey,
            Instant createdAt,
            Instant updatedAt) {

        static FeedbackJson of(RunFeedback feedback) {
            return new FeedbackJson(
                    feedback.rating().wire(),
                    feedback.comment(),
                    feedback.name(),
                    feedback.byKey(),
                    feedback.createdAt(),
                    feedback.updatedAt());
        }
    }

    /**
     * @param up how many think well of it
     * @param down how many do not
     */
    record FeedbackListJson(
            int up, int down, List<FeedbackJson> data, @Nullable String nextCursor) {}

    private final RunFeedbackDesk desk;

    RunFeedbackApi(RunFeedbackDesk desk) {
        this.desk = desk;
    }

    @Operation(
            operationId = "rateRun",
            summary = "Say what you think of a run that has ended",
            description = "One word of each person or key; the last one counts.")
    @PutMapping
    @Requires(Permission.RUNS_WRITE)
    FeedbackJson give(
            Actor by,
            @PathVariable UUID id,
            @RequestBody FeedbackRequest wanted,
            HttpServletRequest request) {
        return FeedbackJson.of(
                desk.give(
                        by,
                        id,
                        Rating.read(wanted.rating()),
                        wanted.comment(),
                        CurrentTrace.of(request)));
    }

    @Operation(
            operationId = "unrateRun",
            summary = "Take back what you said of a run",
            description = "Also answers so where nothing was said.")
    @DeleteMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Requires(Permission.RUNS_WRITE)
    void takeBack(Actor by, @PathVariable UUID id, HttpServletRequest request) {
        desk.takeBack(by, id, CurrentTrace.of(request));
    }

    @Operation(
            operationId = "listRunFeedback",
            summary = "What was said of a run, and how many think well of it")
    @GetMapping
    @Requires(Permission.RUNS_READ)
    FeedbackListJson list(
            TenantId tenant,
            @PathVariable UUID id,
            @RequestParam(defaultValue = "50") int limit,
            @Parameter(description = "Continues after this cursor") @RequestParam
                    @Nullable UUID after) {
        var page = desk.list(tenant, id, after, Math.clamp(limit, 1, Page.MAX_LIMIT));
        var ratings = desk.ratings(tenant, List.of(id)).getOrDefault(id, RunRatings.NONE);
        return new FeedbackListJson(
                ratings.up(),
                ratings.down(),
                page.data().stream().map(FeedbackJson::of).toList(),
                page.nextCursor());
    }
}
