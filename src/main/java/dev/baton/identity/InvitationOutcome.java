package dev.baton.identity;

import dev.baton.platform.problem.Problem;

import org.jspecify.annotations.Nullable;

/**
 * What became of one of several invitations: one of the two.
 *
 * @param address as it was typed
 * @param refusal why there is none
 */
public record InvitationOutcome(
        String address, @Nullable IssuedInvitation issued, @Nullable Problem refusal) {}
