package dev.baton.console.alert;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An alert in the viewer's words.
 *
 * @param times null for once
 */
public record AlertRow(
        String id,
        String state,
        String sentence,
        @Nullable String times,
        String href,
        Instant at,
        boolean unread) {}
