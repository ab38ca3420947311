package dev.baton.identity.web;

import dev.baton.identity.InvitationOutcome;

import jakarta.servlet.http.HttpServletRequest;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * One of several addresses that were invited at once.
 *
 * @param link shown this once; null when there is none
 * @param refusal message that says why, with its arguments
 */
record InvitedRow(
        String address, @Nullable String link, @Nullable String refusal, List<Object> arguments) {

    static InvitedRow of(InvitationOutcome outcome, HttpServletRequest request) {
        var issued = outcome.issued();
        if (issued != null) {
            var link = OwnAddress.of(request, issued.path());
            return new InvitedRow(outcome.address(), link, null, List.of());
        }
        var refusal = outcome.refusal();
        return refusal == null
                ? new InvitedRow(outcome.address(), null, null, List.of())
                : new InvitedRow(
                        outcome.address(),
                        null,
                        "problem." + refusal.code(),
                        refusal.arguments());
    }
}
