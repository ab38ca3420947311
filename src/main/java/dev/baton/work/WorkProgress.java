package dev.baton.work;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far work is that has not ended.
 *
 * @param running whether somebody is at it
 * @param begun attempts, with the one that is under way
 * @param dueAt when the next attempt may begin; the end of the lease while it runs
 * @param lastError why the attempt before did not end it; holds no secret
 */
public record WorkProgress(
        boolean running, int begun, Instant dueAt, @Nullable String lastError) {}
