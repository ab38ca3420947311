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
 * @param forAccount in whose place they decided; null for themselves
 * @param forName that person's e-mail address
 * @param actionHash of what they saw
 */
public record ApprovalDecision(
        UUID id,
        Instant decidedAt,
        UUID account,
        String name,
        @Nullable UUID key,
        @Nullable UUID forAccount,
        @Nullable String forName,
        Verdict verdict,
        String actionHash,
        String comment) {

    /** Who it was, and in whose place. */
    public String told() {
        return forName == null ? name : name + " for " + forName;
    }

    boolean says(Verdict other, String hash) {
        return verdict == other && actionHash.equals(hash);
    }
}
