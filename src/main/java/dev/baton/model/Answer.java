package dev.baton.model;

import tools.jackson.databind.node.ObjectNode;

/** A whole answer: a {@code chat.completion} object, and what it used. */
public record Answer(ObjectNode body, TokenUsage usage) {}
