package dev.baton.approval;

import org.jspecify.annotations.Nullable;

import java.util.UUID;

/**
 * What asks for an approval; nothing of it is understood here.
 *
 * @param kind which {@link ApprovalListener} hears of the end: {@code run}
 * @param id of what asks
 * @param path the place within it; empty for the whole
 * @param text how people read it
 * @param link where in the console they see it; null for nowhere
 */
public record ApprovalOrigin(
        String kind, UUID id, String path, String text, @Nullable String link) {}
