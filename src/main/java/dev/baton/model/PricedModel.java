package dev.baton.model;

import java.util.Optional;

/**
 * A listed model with its price for one tenant.
 *
 * @param price in force now; empty means that calls are refused
 * @param isListPrice whether it is the price Baton ships with and not one the owner wrote
 */
public record PricedModel(OfferedModel model, Optional<Price> price, boolean isListPrice) {}
