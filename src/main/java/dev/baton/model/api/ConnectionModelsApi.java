package dev.baton.model.api;

import dev.baton.model.ConnectionId;
import dev.baton.model.Connections;
import dev.baton.model.ModelCatalogue;
import dev.baton.platform.Page;
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
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import java.net.URI;
import java.util.UUID;

/** The models that a connection lists, with what each costs the tenant now. */
@RestController
@Tag(name = "Connections")
@RequestMapping("/api/v1/connections/{id}/models")
class ConnectionModelsApi {

    private final Connections connections;
    private final ModelCatalogue catalogue;

    ConnectionModelsApi(Connections connections, ModelCatalogue catalogue) {
        this.connections = connections;
        this.catalogue = catalogue;
    }

    /**
     * A model to list.
     *
     * @param contextWindow null for what Baton knows of the name
     * @param maxOutputTokens null for what Baton knows of the name
     */
    record NewModel(
            @Nullable String name,
            @Nullable Integer contextWindow,
            @Nullable Integer maxOutputTokens) {}

    @Operation(operationId = "listConnectionModels", summary = "The models that a connection lists")
    @GetMapping
    @Requires(Permission.PROVIDERS_READ)
    Page<ModelJson> list(TenantId tenant, @PathVariable UUID id) {
        var connection = connections.get(tenant, id).id();
        return new Page<>(
                catalogue.models(tenant, connection).stream().map(ModelJson::of).toList(), null);
    }

    @ApiResponse(
            responseCode = "201",
            headers = @Header(name = "Location", schema = @Schema(type = "string")))
    @Operation(operationId = "addConnectionModel", summary = "Let a connection list a model")
    @PostMapping
    @Requires(Permission.PROVIDERS_WRITE)
    ResponseEntity<ModelJson> add(
            TenantId tenant, Actor by, @PathVariable UUID id, @RequestBody NewModel wanted) {
        var connection = new ConnectionId(tenant, id);
        var model =
                catalogue.add(
                        connection,
                        wanted.name() == null ? "" : wanted.name(),
                        wanted.contextWindow(),
                        wanted.maxOutputTokens(),
                        by);
        return ResponseEntity.created(
                        URI.create("/api/v1/connections/" + id + "/models/" + model))
                .body(ModelJson.of(catalogue.model(tenant, connection, model)));
    }

    @Operation(operationId = "getConnectionModel", summary = "One model of a connection")
    @GetMapping("/{model}")
    @Requires(Permission.PROVIDERS_READ)
    ModelJson get(TenantId tenant, @PathVariable UUID id, @PathVariable UUID model) {
        return ModelJson.of(catalogue.model(tenant, connections.get(tenant, id).id(), model));
    }

    @Operation(operationId = "removeConnectionModel", summary = "Take a model off the list of a connection")
    @DeleteMapping("/{model}")
    @Requires(Permission.PROVIDERS_WRITE)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(TenantId tenant, Actor by, @PathVariable UUID id, @PathVariable UUID model) {
        catalogue.remove(new ConnectionId(tenant, id), model, by);
    }
}
