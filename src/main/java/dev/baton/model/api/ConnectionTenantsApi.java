package dev.baton.model.api;

import dev.baton.model.ConnectionId;
import dev.baton.model.ConnectionSharing;
import dev.baton.platform.Page;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Requires;
import dev.baton.tenant.Tenant;
import dev.baton.tenant.TenantDirectory;
import dev.baton.tenant.TenantId;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import java.util.Comparator;
import java.util.UUID;

/** Who may use one of the platform's connections; for its operators. */
@RestController
@Tag(name = "Connections")
@RequestMapping("/api/v1/connections/{id}")
class ConnectionTenantsApi {

    private final ConnectionSharing sharing;
    private final TenantDirectory tenants;

    ConnectionTenantsApi(ConnectionSharing sharing, TenantDirectory tenants) {
        this.sharing = sharing;
        this.tenants = tenants;
    }

    /** A tenant that may use it. */
    record HolderJson(UUID id, String slug, String name) {

        static HolderJson of(Tenant tenant) {
            return new HolderJson(tenant.id().value(), tenant.slug(), tenant.name());
        }
    }

    /** By name, the platform itself left out. */
    @Operation(operationId = "listConnectionTenants", summary = "The tenants that a connection is shared with")
    @GetMapping("/tenants")
    @Requires(Permission.SHARING_WRITE)
    Page<HolderJson> holders(TenantId owner, Actor by, @PathVariable UUID id) {
        return new Page<>(
                sharing.sharedWith(new ConnectionId(owner, id), by).stream()
                        .map(tenants::get)
                        .sorted(Comparator.comparing(Tenant::name))
                        .map(HolderJson::of)
                        .toList(),
                null);
    }

    @Operation(operationId = "shareConnection", summary = "Share a connection with a tenant")
    @PutMapping("/tenants/{tenant}")
    @Requires(Permission.SHARING_WRITE)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void share(TenantId owner, Actor by, @PathVariable UUID id, @PathVariable UUID tenant) {
        sharing.share(new ConnectionId(owner, id), tenants.get(new TenantId(tenant)).id(), by);
    }

    /** Refused while agents of the tenant use it. */
    @Operation(operationId = "unshareConnection", summary = "Stop sharing a connection with a tenant")
    @DeleteMapping("/tenants/{tenant}")
    @Requires(Permission.SHARING_WRITE)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void unshare(TenantId owner, Actor by, @PathVariable UUID id, @PathVariable UUID tenant) {
        sharing.unshare(new ConnectionId(owner, id), new TenantId(tenant), by);
    }

    /** Tenants created from now on may use it. */
    @Operation(operationId = "offerConnection", summary = "Share a connection with every tenant to come")
    @PostMapping("/offer")
    @Requires(Permission.SHARING_WRITE)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void offer(TenantId owner, Actor by, @PathVariable UUID id) {
        sharing.offerToNewTenants(new ConnectionId(owner, id), true, by);
    }

    /** Tenants created from now on need it shared. */
    @Operation(operationId = "withdrawConnection", summary = "Share a connection with no tenant to come")
    @DeleteMapping("/offer")
    @Requires(Permission.SHARING_WRITE)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void withdraw(TenantId owner, Actor by, @PathVariable UUID id) {
        sharing.offerToNewTenants(new ConnectionId(owner, id), false, by);
    }
}
