package dev.baton.model;

/**
 * One piece of an answer.
 *
 * @param json a {@code chat.completion.chunk} object as the provider wrote it
 * @param ends it carries a finish reason or comes after one (usage)
 */
public record AnswerChunk(String json, boolean ends) {}
