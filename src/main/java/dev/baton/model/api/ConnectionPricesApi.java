package dev.baton.model.api;

import dev.baton.model.ConnectionId;
import dev.baton.model.Connections;
import dev.baton.model.ModelCatalogue;
import dev.baton.model.NewPrice;
import dev.baton.model.PriceRow;
import dev.baton.platform.Page;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Requires;
import dev.baton.tenant.TenantId;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;

/** Prices that a connection's owner writes; only ever added to, a correction is a newer price. */
@RestController
@Tag(name = "Connections")
@RequestMapping("/api/v1/connections/{id}/prices")
class ConnectionPricesApi {

    private final Connections connections;
    private final ModelCatalogue catalogue;

    ConnectionPricesApi(Connections connections, ModelCatalogue catalogue) {
        this.connections = connections;
        this.catalogue = catalogue;
    }

    /**
     * A price to write, in units of the currency for a million tokens.
     *
     * @param model a name, or the beginning of names and an asterisk
     */
    record PriceRequest(
            @Nullable String model,
            @Nullable String currency,
            @Nullable Instant effectiveFrom,
            @Nullable BigDecimal input,
            @Nullable BigDecimal cachedInput,
            @Nullable BigDecimal cacheWrites,
            @Nullable BigDecimal output) {

        NewPrice price() {
            return new NewPrice(currency, effectiveFrom, input, cachedInput, cacheWrites, output);
        }
    }

    /** A price that was written. */
    record WrittenPriceJson(UUID id, String model, PriceJson price) {

        static WrittenPriceJson of(PriceRow row) {
            return new WrittenPriceJson(row.id(), row.model(), PriceJson.of(row.price()));
        }
    }

    /** By model, newest first. */
    @Operation(operationId = "listConnectionPrices", summary = "The prices that were written for a connection")
    @GetMapping
    @Requires(Permission.PROVIDERS_READ)
    Page<WrittenPriceJson> list(TenantId tenant, @PathVariable UUID id) {
        var connection = connections.get(tenant, id).id();
        return new Page<>(
                catalogue.prices(tenant, connection).stream().map(WrittenPriceJson::of).toList(),
                null);
    }

    @Operation(operationId = "addConnectionPrice", summary = "Write a price for a model of a connection")
    @PostMapping
    @Requires(Permission.PROVIDERS_WRITE)
    @ResponseStatus(HttpStatus.CREATED)
    WrittenPriceJson add(
            TenantId tenant, Actor by, @PathVariable UUID id, @RequestBody PriceRequest wanted) {
        return WrittenPriceJson.of(
                catalogue.addPrice(
                        new ConnectionId(tenant, id),
                        wanted.model() == null ? "" : wanted.model(),
                        wanted.price(),
                        by));
    }
}
