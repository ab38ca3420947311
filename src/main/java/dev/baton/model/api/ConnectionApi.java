package dev.baton.model.api;

import dev.baton.model.Connection;
import dev.baton.model.ConnectionFilter;
import dev.baton.model.ConnectionId;
import dev.baton.model.ConnectionLists;
import dev.baton.model.ConnectionTrial;
import dev.baton.model.Connections;
import dev.baton.model.ProviderKind;
import dev.baton.platform.IfMatch;
import dev.baton.platform.Page;
import dev.baton.platform.problem.BadInput;
import dev.baton.platform.problem.FieldProblem;
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
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import java.net.URI;
import java.util.UUID;

/** Connections to providers: seen by everybody who may use them, changed by their owner. */
@RestController
@Tag(name = "Connections")
@RequestMapping("/api/v1/connections")
class ConnectionApi {

    private final Connections connections;
    private final ConnectionLists lists;
    private final ConnectionTrial trial;

    ConnectionApi(Connections connections, ConnectionLists lists, ConnectionTrial trial) {
        this.connections = connections;
        this.lists = lists;
        this.trial = trial;
    }

    /** The tenant's own connections and those shared with it, the oldest first. */
    @Operation(
            operationId = "listConnections",
            summary = "The connections to providers that the key may use")
    @GetMapping
    @Requires(Permission.PROVIDERS_READ)
    Page<ConnectionSummaryJson> list(
            TenantId tenant,
            @Parameter(description = "Part of the name or the address, whatever the case")
                    @RequestParam(defaultValue = "")
                    String search,
            @Parameter(description = "The kind of provider, as a connection tells it")
                    @RequestParam(defaultValue = "")
                    String provider,
            @RequestParam(required = false) @Nullable UUID after,
            @RequestParam(defaultValue = "50") int limit) {
        return lists.list(
                        tenant,
                        new ConnectionFilter(search.strip(), provider(provider)),
                        null,
                        after == null ? null : after.toString(),
                        Math.clamp(limit, 1, Page.MAX_LIMIT))
                .map(ConnectionSummaryJson::of);
    }

    private static @Nullable ProviderKind provider(String wanted) {
        return wanted.isBlank()
                ? null
                : ProviderKind.ofWire(wanted)
                        .orElseThrow(
                                () ->
                                        new BadInput(
                                                "invalid_request",
                                                "There is no provider '" + wanted + "'.",
                                                new FieldProblem(
                                                        "provider", "unknown", "not one of ours")));
    }

    @Operation(operationId = "getConnection", summary = "One connection, without its secrets")
    @GetMapping("/{id}")
    @Requires(Permission.PROVIDERS_READ)
    ResponseEntity<ConnectionJson> get(TenantId tenant, @PathVariable UUID id) {
        return answer(connections.get(tenant, id), tenant);
    }

    @ApiResponse(
            responseCode = "201",
            headers = @Header(name = "Location", schema = @Schema(type = "string")))
    @Operation(operationId = "createConnection", summary = "Create a connection")
    @PostMapping
    @Requires(Permission.PROVIDERS_WRITE)
    ResponseEntity<ConnectionJson> create(
            TenantId tenant, Actor by, @RequestBody ConnectionRequest request) {
        var id = connections.create(request.settings(), request.secrets(), by);
        var connection = connections.get(tenant, id.value());
        return ResponseEntity.created(URI.create("/api/v1/connections/" + id.value()))
                .eTag(eTag(connection))
                .body(json(connection, tenant));
    }

    /** Changes what the body names. With {@code If-Match} only the version the caller has seen. */
    @Operation(operationId = "changeConnection", summary = "Change what the body names")
    @PatchMapping("/{id}")
    @Requires(Permission.PROVIDERS_WRITE)
    ResponseEntity<ConnectionJson> change(
            TenantId tenant,
            Actor by,
            @PathVariable UUID id,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            @RequestBody ConnectionRequest request) {
        var current = connections.own(new ConnectionId(tenant, id));
        connections.edit(
                current.id(),
                seen(ifMatch, request.version(), current.version()),
                request.over(current),
                request.secrets(),
                by);
        return answer(connections.get(tenant, id), tenant);
    }

    @Operation(operationId = "deleteConnection", summary = "Delete a connection")
    @DeleteMapping("/{id}")
    @Requires(Permission.PROVIDERS_WRITE)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(TenantId tenant, Actor by, @PathVariable UUID id) {
        connections.delete(new ConnectionId(tenant, id), by);
    }

    /** Switches it on; calls through it are possible again. */
    @Operation(operationId = "enableConnection", summary = "Let calls go through a connection")
    @PostMapping("/{id}/activation")
    @Requires(Permission.PROVIDERS_WRITE)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void enable(TenantId tenant, Actor by, @PathVariable UUID id) {
        connections.switchOn(new ConnectionId(tenant, id), by);
    }

    /** Switches it off; calls under way go on. */
    @Operation(operationId = "disableConnection", summary = "Let no call go through a connection")
    @DeleteMapping("/{id}/activation")
    @Requires(Permission.PROVIDERS_WRITE)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void disable(TenantId tenant, Actor by, @PathVariable UUID id) {
        connections.switchOff(new ConnectionId(tenant, id), by);
    }

    /** Calls the provider and tells how it went; takes up to half a minute. */
    @Operation(
            operationId = "testConnection",
            summary = "Try a connection and tell how long it took")
    @PostMapping("/{id}/test")
    @Requires(Permission.PROVIDERS_WRITE)
    ConnectionTestJson test(TenantId tenant, Actor by, @PathVariable UUID id) {
        return ConnectionTestJson.of(trial.run(new ConnectionId(tenant, id), by));
    }

    private ResponseEntity<ConnectionJson> answer(Connection connection, TenantId tenant) {
        return ResponseEntity.ok().eTag(eTag(connection)).body(json(connection, tenant));
    }

    private ConnectionJson json(Connection connection, TenantId tenant) {
        return ConnectionJson.of(connection, tenant, trial.last(tenant, connection.id()));
    }

    private static String eTag(Connection connection) {
        return "\"" + connection.version() + "\"";
    }

    /** A tag that is none of ours matches no version. */
    private static long seen(@Nullable String ifMatch, @Nullable Long inBody, long current) {
        return IfMatch.seen(ifMatch, inBody == null ? current : inBody);
    }
}
