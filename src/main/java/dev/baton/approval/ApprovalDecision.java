package dev.baton.approval;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.UUID;

/**
 * What one person decided, for good.
 *
 * @param account of the person
 * @param name their e-mail address
 * @param key of theirs, through which a program decided for them; null for themselves
 * @param actionHash of what they saw
 */
public record ApprovalDecision(
        UUID id,
        Instant decidedAt,
        UUID account,
        String name,
        @Nullable UUID key,
        Verdict verdict,
        String actionHash,
        String comment) {

    boolean says(Verdict other, String hash) {
        return verdict == other && actionHash.equals(hash);
    }
}
