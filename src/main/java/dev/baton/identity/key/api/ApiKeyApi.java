package dev.baton.identity.key.api;

import dev.baton.identity.key.ApiKeyId;
import dev.baton.identity.key.ApiKeys;
import dev.baton.identity.key.IssuedKey;
import dev.baton.identity.key.KeyFilter;
import dev.baton.identity.key.KeyState;
import dev.baton.platform.Page;
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
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;

/** The tenant's API keys. */
@RestController
@Tag(name = "Keys")
@RequestMapping("/api/v1/keys")
class ApiKeyApi {

    private static final long MOST_DAYS = 366;

    private final ApiKeys keys;
    private final Clock clock;

    ApiKeyApi(ApiKeys keys, Clock clock) {
        this.keys = keys;
        this.clock = clock;
    }

    @Operation(operationId = "listKeys", summary = "API keys, newest first")
    @GetMapping
    @Requires(Permission.KEYS_READ)
    Page<ApiKeyJson> list(
            @RequestParam(required = false) @Nullable KeyState state,
            @Parameter(description = "Active keys that were not used for so many days")
                    @RequestParam(name = "unused_days", required = false)
                    @Min(1)
                    @Max(MOST_DAYS)
                    @Nullable Integer unusedDays,
            @Parameter(description = "Active keys that end within so many days")
                    @RequestParam(name = "ending_days", required = false)
                    @Min(1)
                    @Max(MOST_DAYS)
                    @Nullable Integer endingDays,
            @Parameter(description = "Keys that this person or key made, by address or name")
                    @RequestParam(name = "created_by", required = false)
                    @Nullable String createdBy,
            @Parameter(description = "Part of the name, whatever the case")
                    @RequestParam(required = false)
                    @Nullable String search,
            @RequestParam(required = false) @Nullable UUID after,
            @RequestParam(defaultValue = "50") @Min(1) @Max(Page.MAX_LIMIT) int limit,
            TenantId tenant,
            Actor actor) {
        var now = clock.instant();
        var filter =
                new KeyFilter(
                        state,
                        unusedDays == null ? null : now.minus(Duration.ofDays(unusedDays)),
                        endingDays == null ? null : now.plus(Duration.ofDays(endingDays)),
                        createdBy,
                        search == null ? "" : search);
        return keys.list(
                        tenant,
                        filter,
                        null,
                        after == null ? null : after.toString(),
                        limit,
                        actor)
                .map(ApiKeyJson::of);
    }

    @ApiResponse(
            responseCode = "201",
            headers = @Header(name = "Location", schema = @Schema(type = "string")))
    @Operation(operationId = "createKey", summary = "Issue an API key; its token is shown once")
    @PostMapping
    @Requires(Permission.KEYS_WRITE)
    ResponseEntity<IssuedKeyJson> create(
            @Valid @RequestBody NewKeyJson wish, TenantId tenant, Actor actor) {
        var issued = keys.issue(tenant, wish.toNewKey(), actor);
        return created(issued);
    }

    @ApiResponse(
            responseCode = "201",
            headers = @Header(name = "Location", schema = @Schema(type = "string")))
    @Operation(
            operationId = "rotateKey",
            summary = "Issue the successor of an API key, which holds for a grace period more",
            description =
                    "The successor has the same name, scopes, limit and end; its token is shown"
                            + " once. The old key ends by itself when its grace period is over. A"
                            + " key rotates none that may more, or ends later, than itself.")
    @PostMapping("/{id}/rotation")
    @Requires(Permission.KEYS_WRITE)
    ResponseEntity<IssuedKeyJson> rotate(
            @PathVariable UUID id,
            @Valid @RequestBody RotationJson rotation,
            TenantId tenant,
            Actor actor) {
        return created(keys.rotate(new ApiKeyId(tenant, id), rotation.grace(), actor));
    }

    @Operation(operationId = "getKey", summary = "One API key")
    @GetMapping("/{id}")
    @Requires(Permission.KEYS_READ)
    ApiKeyJson get(@PathVariable UUID id, TenantId tenant, Actor actor) {
        return ApiKeyJson.of(keys.find(new ApiKeyId(tenant, id), actor));
    }

    @Operation(operationId = "revokeKey", summary = "Revoke an API key")
    @PostMapping("/{id}/revocation")
    @Requires(Permission.KEYS_WRITE)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void revoke(@PathVariable UUID id, TenantId tenant, Actor actor) {
        keys.revoke(new ApiKeyId(tenant, id), actor);
    }

    private static ResponseEntity<IssuedKeyJson> created(IssuedKey issued) {
        return ResponseEntity.created(URI.create("/api/v1/keys/" + issued.key().id().value()))
                .cacheControl(CacheControl.noStore())
                .body(IssuedKeyJson.of(issued));
    }
}
