package dev.baton.state.api;

import dev.baton.platform.Page;
import dev.baton.state.LockId;
import dev.baton.state.Locks;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Requires;
import dev.baton.tenant.TenantId;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import java.net.URI;
import java.util.Objects;

/** Locks that a tenant's programs take, renew and release. */
@RestController
@Tag(name = "State")
@RequestMapping("/api/v1/locks")
class LockApi {

    /**
     * Who wants a lock.
     *
     * @param owner what others are told about its holder
     * @param ttlSeconds for which it is held unless it is renewed; 30 when left out
     * @param waitSeconds how long to wait while somebody else holds it; 10 when left out
     */
    record LockRequest(
            @Nullable String owner, @Nullable Long ttlSeconds, @Nullable Long waitSeconds) {}

    /**
     * Who wants to go on holding it.
     *
     * @param fence that the taker was given; the header Baton-Fence says the same
     * @param ttlSeconds from now on; 30 when left out
     */
    record RenewalRequest(@Nullable Long fence, @Nullable Long ttlSeconds) {}

    private final Locks locks;

    LockApi(Locks locks) {
        this.locks = locks;
    }

    @Operation(operationId = "listLocks", summary = "The locks that are held, by name")
    @GetMapping
    @Requires(Permission.STATE_READ)
    Page<LockJson> list(
            TenantId tenant,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(defaultValue = "" + Page.DEFAULT_LIMIT) int limit) {
        return locks.list(tenant, after, Math.clamp(limit, 1, Page.MAX_LIMIT)).map(LockJson::of);
    }

    @Operation(operationId = "getLock", summary = "Who holds a lock")
    @GetMapping("/{name}")
    @Requires(Permission.STATE_READ)
    LockJson get(TenantId tenant, @PathVariable String name) {
        return LockJson.of(locks.get(new LockId(tenant, name)));
    }

    @ApiResponse(
            responseCode = "201",
            headers = @Header(name = "Location", schema = @Schema(type = "string")))
    @Operation(
            operationId = "takeLock",
            summary = "Take a lock, waiting while somebody else holds it",
            description =
                    """
                    The answer has a `fence`, a number that only grows. Give it with what you write \
                    (`Baton-Fence`): once somebody else holds the lock, what you write is refused. \
                    409 `lock_held` when it is still held after the wait.\
                    """)
    @PostMapping("/{name}")
    @Requires(Permission.STATE_WRITE)
    ResponseEntity<LockJson> take(
            TenantId tenant, Actor by, @PathVariable String name, @RequestBody LockRequest wanted) {
        var lock =
                locks.take(
                        new LockId(tenant, name),
                        Objects.requireNonNullElse(wanted.owner(), ""),
                        RecordRequest.life(wanted.ttlSeconds()),
                        RecordRequest.life(wanted.waitSeconds()),
                        by);
        return ResponseEntity.created(URI.create("/api/v1/locks/" + name)).body(LockJson.of(lock));
    }

    @Operation(operationId = "renewLock", summary = "Go on holding a lock")
    @PostMapping("/{name}/renewal")
    @Requires(Permission.STATE_WRITE)
    LockJson renew(
            TenantId tenant,
            Actor by,
            @PathVariable String name,
            @RequestHeader(name = Fence.HEADER, required = false) @Nullable Long fence,
            @RequestBody RenewalRequest wanted) {
        return LockJson.of(
                locks.renew(
                        new LockId(tenant, name),
                        Fence.required(fence, wanted.fence()),
                        RecordRequest.life(wanted.ttlSeconds()),
                        by));
    }

    @Operation(
            operationId = "releaseLock",
            summary = "Release a lock; its fence says that you hold it")
    @DeleteMapping("/{name}")
    @Requires(Permission.STATE_WRITE)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void release(
            TenantId tenant,
            Actor by,
            @PathVariable String name,
            @RequestHeader(name = Fence.HEADER, required = false) @Nullable Long fence) {
        locks.release(new LockId(tenant, name), Fence.required(fence, null), by);
    }
}
