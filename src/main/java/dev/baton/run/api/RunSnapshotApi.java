package dev.baton.run.api;

import com.fasterxml.jackson.annotation.JsonInclude;

import dev.baton.platform.Page;
import dev.baton.run.RunSnapshot;
import dev.baton.run.RunSnapshots;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Requires;
import dev.baton.tenant.TenantId;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;

import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import java.net.URI;
import java.time.Instant;
import java.util.UUID;

/** Versions of runs whose states are kept. */
@RestController
@Tag(name = "Runs")
@RequestMapping("/api/v1/runs/{id}/snapshots")
class RunSnapshotApi {

    /**
     * @param version of the run's state
     * @param automatic whether nobody asked for it; it may be forgotten while the run goes on
     * @param createdBy who asked for it
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record SnapshotJson(
            int version, boolean automatic, @Nullable String createdBy, Instant createdAt) {

        static SnapshotJson of(RunSnapshot snapshot) {
            return new SnapshotJson(
                    snapshot.version(),
                    snapshot.automatic(),
                    snapshot.createdBy(),
                    snapshot.createdAt());
        }
    }

    private final RunSnapshots snapshots;

    RunSnapshotApi(RunSnapshots snapshots) {
        this.snapshots = snapshots;
    }

    @Operation(
            operationId = "createRunSnapshot",
            summary = "Keep the state that a run has now",
            description =
                    "It is kept as long as the run. To go on from it, fork the run at its version.")
    @ApiResponse(
            responseCode = "201",
            headers = @Header(name = "Location", schema = @Schema(type = "string")))
    @PostMapping
    @Requires(Permission.RUNS_WRITE)
    ResponseEntity<SnapshotJson> create(Actor by, @PathVariable UUID id) {
        var kept = snapshots.keep(by, id);
        var place = "/api/v1/runs/%s/state?version=%d".formatted(id, kept.version());
        return ResponseEntity.created(URI.create(place)).body(SnapshotJson.of(kept));
    }

    @Operation(
            operationId = "listRunSnapshots",
            summary = "Versions of a run whose states are kept, newest first")
    @GetMapping
    @Requires(Permission.RUNS_READ)
    Page<SnapshotJson> list(
            TenantId tenant,
            @PathVariable UUID id,
            @RequestParam(defaultValue = "50") int limit,
            @Parameter(description = "Continues before this version") @RequestParam
                    @Nullable Integer after) {
        var before = after == null ? Integer.MAX_VALUE : after;
        return snapshots
                .list(tenant, id, before, Math.clamp(limit, 1, Page.MAX_LIMIT))
                .map(SnapshotJson::of);
    }
}
