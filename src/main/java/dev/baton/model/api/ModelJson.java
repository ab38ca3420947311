package dev.baton.model.api;

import dev.baton.model.ModelFeature;
import dev.baton.model.PricedModel;

import io.swagger.v3.oas.annotations.media.Schema;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.UUID;

/**
 * A model that a connection lists.
 *
 * @param contextWindow tokens that fit into one call, if known
 * @param price in force now in the tenant's currency; null means that calls are refused
 * @param priceSource {@code own} as the connection's owner wrote it, or {@code price_book}
 * @param writtenPrice the same as it is written down, before it is turned into the tenant's currency
 */
@Schema(name = "ConnectionModel")
record ModelJson(
        UUID id,
        String name,
        @Nullable Integer contextWindow,
        @Nullable Integer maxOutputTokens,
        List<String> features,
        @Nullable PriceJson price,
        @Nullable String priceSource,
        @Nullable PriceJson writtenPrice) {

    static ModelJson of(PricedModel priced) {
        var model = priced.model();
        return new ModelJson(
                model.id(),
                model.name(),
                model.contextWindow(),
                model.maxOutputTokens(),
                model.features().stream().map(ModelFeature::wire).sorted().toList(),
                priced.price().map(PriceJson::of).orElse(null),
                priced.written()
                        .map(_ -> priced.isListPrice() ? "price_book" : "own")
                        .orElse(null),
                priced.written().map(PriceJson::of).orElse(null));
    }
}
