package dev.baton.model;

import dev.baton.model.provider.OpenConnection;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Everything that a call through a connection needs, loaded once and kept in memory: what it shows
 * the provider, the models it lists and the prices its owner wrote.
 */
record ReadyConnection(
        OpenConnection open, boolean isEnabled, List<OfferedModel> models, PriceList ownPrices) {

    Optional<Price> ownPrice(String model, Instant when) {
        return ownPrices.find(model, when);
    }
}
