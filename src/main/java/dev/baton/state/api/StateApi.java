package dev.baton.state.api;

import dev.baton.platform.Page;
import dev.baton.platform.problem.BadInput;
import dev.baton.platform.problem.FieldProblem;
import dev.baton.state.SharedState;
import dev.baton.state.SharedState.Terms;
import dev.baton.state.SharedState.Written;
import dev.baton.state.StateCondition;
import dev.baton.state.StateFilter;
import dev.baton.state.StateJson;
import dev.baton.state.StateKey;
import dev.baton.state.StateRecord;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Requires;
import dev.baton.tenant.TenantId;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.net.URI;

/** The state that a tenant's agents, runs and programs share. */
@RestController
@Tag(name = "State")
@RequestMapping("/api/v1/state/{namespace}")
class StateApi {

    private final SharedState state;
    private final StateJson json;
    private final StateStreams streams;

    StateApi(SharedState state, StateJson json, StateStreams streams) {
        this.state = state;
        this.json = json;
        this.streams = streams;
    }

    @Operation(operationId = "listState", summary = "The records of a namespace, by key")
    @GetMapping
    @Requires(Permission.STATE_READ)
    Page<RecordJson> list(
            TenantId tenant,
            @PathVariable String namespace,
            @Parameter(description = "How the keys begin") @RequestParam(defaultValue = "")
                    String prefix,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(defaultValue = "" + Page.DEFAULT_LIMIT) int limit) {
        return state.list(tenant, namespace, prefix, after, Math.clamp(limit, 1, Page.MAX_LIMIT))
                .map(this::json);
    }

    @Operation(
            operationId = "followState",
            summary = "Follow the changes of a namespace",
            description =
                    """
                    Server-sent events: `open` first, then `state.changed` and `state.expired`, each with the \
                    whole event as the log and webhooks tell it, in order and without gaps. The id of each is \
                    its sequence; with `Last-Event-ID` the stream goes on after it, so whoever was cut off \
                    misses nothing. A stream lasts ten minutes at most: ask again.\
                    """)
    @ApiResponse(
            responseCode = "200",
            description = "What changes",
            content =
                    @Content(
                            mediaType = "text/event-stream",
                            schema = @Schema(ref = "StateStreamEvent")))
    @GetMapping("/events")
    @Requires(Permission.STATE_READ)
    void follow(
            Actor by,
            @PathVariable String namespace,
            @Parameter(description = "How the keys begin") @RequestParam(defaultValue = "")
                    String prefix,
            @RequestHeader(name = "Last-Event-ID", required = false) @Nullable Long lastEvent,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        streams.open(by, new StateFilter(namespace, prefix), lastEvent, request, response);
    }

    @Operation(operationId = "getState", summary = "One record")
    @ApiResponse(
            responseCode = "200",
            headers = @Header(name = "ETag", schema = @Schema(type = "string")))
    @ApiResponse(
            responseCode = "304",
            description = "It is at the version of If-None-Match.",
            content = @Content)
    @GetMapping("/{key}")
    @Requires(Permission.STATE_READ)
    ResponseEntity<RecordJson> get(
            TenantId tenant,
            @PathVariable String namespace,
            @PathVariable String key,
            @RequestHeader(name = "If-None-Match", required = false) @Nullable String ifNoneMatch) {
        var record = state.get(new StateKey(tenant, namespace, key));
        if (ifNoneMatch != null && StateCondition.tags(ifNoneMatch).contains(record.tag())) {
            return ResponseEntity.status(HttpStatus.NOT_MODIFIED).eTag(eTag(record)).build();
        }
        return answer(record);
    }

    @Operation(
            operationId = "putState",
            summary = "Write a record",
            description =
                    """
                    With `If-Match` only over the version that you have seen, with `If-None-Match: *` only where \
                    there is none; else 409. With `Baton-Fence` only while you hold the lock of that fence.\
                    """)
    @ApiResponse(responseCode = "200", description = "There was one before")
    @ApiResponse(
            responseCode = "201",
            description = "It is new",
            headers = @Header(name = "Location", schema = @Schema(type = "string")))
    @PutMapping("/{key}")
    @Requires(Permission.STATE_WRITE)
    ResponseEntity<RecordJson> put(
            TenantId tenant,
            Actor by,
            @PathVariable String namespace,
            @PathVariable String key,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            @RequestHeader(name = "If-None-Match", required = false) @Nullable String ifNoneMatch,
            @RequestHeader(name = Fence.HEADER, required = false) @Nullable Long fence,
            @RequestBody RecordRequest wanted) {
        var terms =
                new Terms(StateCondition.of(ifMatch, ifNoneMatch), Fence.of(fence, wanted.fence()));
        var value = wanted.value();
        if (value == null) {
            throw new BadInput(
                    "invalid_request",
                    "There is no value to keep.",
                    new FieldProblem("value", "required", "any JSON, also null"));
        }
        return answer(
                state.put(new StateKey(tenant, namespace, key), value, wanted.life(), terms, by));
    }

    @Operation(
            operationId = "mergeState",
            summary = "Change members of a record's value",
            description =
                    "A JSON Merge Patch (RFC 7396) of the value: null takes a member away. When the"
                            + " record ends stays as it is.",
            requestBody =
                    @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            required = true,
                            content = {
                                @Content(
                                        mediaType = "application/merge-patch+json",
                                        schema = @Schema()),
                                @Content(mediaType = "application/json", schema = @Schema())
                            }))
    @PatchMapping(
            path = "/{key}",
            consumes = {"application/merge-patch+json", "application/json"})
    @Requires(Permission.STATE_WRITE)
    ResponseEntity<RecordJson> merge(
            TenantId tenant,
            Actor by,
            @PathVariable String namespace,
            @PathVariable String key,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            @RequestHeader(name = Fence.HEADER, required = false) @Nullable Long fence,
            @RequestBody byte[] patch) {
        var terms = new Terms(StateCondition.of(ifMatch, null), fence);
        return answer(state.merge(new StateKey(tenant, namespace, key), read(patch), terms, by));
    }

    @Operation(
            operationId = "incrementState",
            summary = "Add to a number, without losing what others add",
            description = "Where there is no record, it begins at zero.")
    @ApiResponse(responseCode = "200", description = "There was one before")
    @ApiResponse(
            responseCode = "201",
            description = "It is new",
            headers = @Header(name = "Location", schema = @Schema(type = "string")))
    @PostMapping("/{key}/increment")
    @Requires(Permission.STATE_WRITE)
    ResponseEntity<RecordJson> increment(
            TenantId tenant,
            Actor by,
            @PathVariable String namespace,
            @PathVariable String key,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            @RequestHeader(name = Fence.HEADER, required = false) @Nullable Long fence,
            @RequestBody IncrementRequest wanted) {
        var terms = new Terms(StateCondition.of(ifMatch, null), Fence.of(fence, wanted.fence()));
        return answer(
                state.increment(
                        new StateKey(tenant, namespace, key),
                        wanted.amount(),
                        wanted.life(),
                        terms,
                        by));
    }

    @Operation(operationId = "deleteState", summary = "Delete a record")
    @DeleteMapping("/{key}")
    @Requires(Permission.STATE_WRITE)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(
            TenantId tenant,
            Actor by,
            @PathVariable String namespace,
            @PathVariable String key,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            @RequestHeader(name = Fence.HEADER, required = false) @Nullable Long fence) {
        var terms = new Terms(StateCondition.of(ifMatch, null), fence);
        state.delete(new StateKey(tenant, namespace, key), terms, by);
    }

    private JsonNode read(byte[] patch) {
        try {
            var read = json.read(patch);
            if (!read.isMissingNode()) {
                return read;
            }
        } catch (JacksonException e) {
            // Said below.
        }
        throw new BadInput("malformed_json", "The body is not JSON.");
    }

    private ResponseEntity<RecordJson> answer(Written written) {
        var record = written.record();
        if (!written.created()) {
            return answer(record);
        }
        var key = record.key();
        var place = URI.create("/api/v1/state/" + key.namespace() + "/" + key.key());
        return ResponseEntity.created(place).eTag(eTag(record)).body(json(record));
    }

    private ResponseEntity<RecordJson> answer(StateRecord record) {
        return ResponseEntity.ok().eTag(eTag(record)).body(json(record));
    }

    private RecordJson json(StateRecord record) {
        return RecordJson.of(record, json.read(record.value()));
    }

    private static String eTag(StateRecord record) {
        return "\"" + record.tag() + "\"";
    }
}
