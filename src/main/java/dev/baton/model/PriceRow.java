package dev.baton.model;

import java.util.UUID;

/**
 * A price that a connection's owner wrote.
 *
 * @param model name, or the beginning of names and an asterisk; a lone asterisk is for every model
 *     that has no other price
 */
public record PriceRow(UUID id, String model, Price price) {}
