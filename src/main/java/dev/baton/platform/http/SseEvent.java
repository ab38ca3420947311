package dev.baton.platform.http;

import org.jspecify.annotations.Nullable;

/**
 * One Server-Sent Event.
 *
 * @param type {@code message} unless the peer named another
 * @param data the data lines, joined by line feeds
 * @param id of the last event that had one, this one included
 */
public record SseEvent(String type, String data, @Nullable String id) {}
