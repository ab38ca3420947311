package dev.baton.model.api;

import dev.baton.model.ModelCatalogue;
import dev.baton.model.ModelOffer;
import dev.baton.platform.Page;
import dev.baton.platform.TextCursor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Requires;
import dev.baton.tenant.TenantId;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;

import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import java.util.UUID;

/** Every model that the tenant can build an agent on, through whichever connection. */
@RestController("offeredModelsApi")
@Tag(name = "Connections")
@RequestMapping("/api/v1/models")
class ModelsApi {

    private final ModelCatalogue catalogue;

    ModelsApi(ModelCatalogue catalogue) {
        this.catalogue = catalogue;
    }

    /** A model and the connection that leads to it. */
    record OfferJson(UUID connectionId, String connection, String provider, ModelJson model) {

        static OfferJson of(ModelOffer offer) {
            return new OfferJson(
                    offer.connection().value(),
                    offer.connectionName(),
                    offer.provider().wire(),
                    ModelJson.of(offer.model()));
        }
    }

    /** By name of the model. */
    @Operation(operationId = "listOfferedModels", summary = "The models that the key may use, with their prices")
    @GetMapping
    @Requires(Permission.PROVIDERS_READ)
    Page<OfferJson> list(
            TenantId tenant,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(defaultValue = "50") int limit) {
        var from = TextCursor.text(after);
        var most = Math.clamp(limit, 1, Page.MAX_LIMIT);
        var offers =
                catalogue.offers(tenant).stream()
                        .filter(offer -> offer.position().compareTo(from) > 0)
                        .limit(most + 1L)
                        .toList();
        return Page.of(offers, most, offer -> TextCursor.of(offer.position())).map(OfferJson::of);
    }
}
