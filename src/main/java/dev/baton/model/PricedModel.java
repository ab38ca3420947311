package dev.baton.model;

import java.util.Optional;

/**
 * A listed model with its price for one tenant.
 *
 * @param price in force now, in the tenant's currency; empty means that calls are refused
 * @param isListPrice whether it is the price Baton ships with and not one the owner wrote
 * @param written the price in force as it is written down; with another currency than the tenant's
 *     it needs an exchange rate to count
 */
public record PricedModel(
        OfferedModel model, Optional<Price> price, boolean isListPrice, Optional<Price> written) {}
