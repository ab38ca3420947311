package dev.baton.approval;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;

/**
 * What exactly would be acted with.
 *
 * @param amount how much that is; null where nobody counts it
 */
public record ExactAction(JsonNode arguments, @Nullable Amount amount) {}
