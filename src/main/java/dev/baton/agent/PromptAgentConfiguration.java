package dev.baton.agent;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.node.ObjectNode;

import java.util.UUID;

/**
 * How an agent of kind prompt asks its model, as stored.
 *
 * @param connectionId that the owner holds a grant for
 * @param connectionOwner whose connection it is: the owner's or the platform's
 * @param model as the provider names it
 * @param promptId of a template of the owner's; null to pass the caller's messages on as they are
 * @param promptVersion its number; null for the newest
 * @param parameters of the request that are pinned: they win over the caller's
 * @param maxOutputTokens the most an answer may be long, whatever the caller asks for
 */
record PromptAgentConfiguration(
        UUID connectionId,
        UUID connectionOwner,
        String model,
        @Nullable UUID promptId,
        @Nullable Integer promptVersion,
        ObjectNode parameters,
        long maxOutputTokens) {}
