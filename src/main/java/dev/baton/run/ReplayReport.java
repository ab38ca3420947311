package dev.baton.run;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.UUID;

/**
 * How a replay went.
 *
 * @param of id of the run that it replays
 * @param divergence where it began to go its own way; null where it has not
 * @param differences of what that step acts with, the first ones; empty where it is not about that
 * @param served steps that were given what was recorded
 * @param made steps that acted in earnest, or were to and may not
 * @param unproven of those that were given something, the paths of the first whose agent may have
 *     been configured otherwise
 */
public record ReplayReport(
        UUID of,
        Replay replay,
        @Nullable Divergence divergence,
        List<Difference> differences,
        int served,
        int made,
        List<String> unproven) {}
