package dev.baton.identity.web;

import dev.baton.identity.Invitation;
import dev.baton.identity.RoleReach;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;

import java.time.Instant;

/**
 * An invitation as the list of users shows it.
 *
 * @param open false once it has expired
 * @param editable whether the viewer may renew and revoke it
 */
record PendingInvitation(
        String id,
        String email,
        String role,
        String invitedBy,
        Instant expiresAt,
        boolean open,
        boolean editable) {

    static PendingInvitation of(Invitation invitation, Instant now, Actor viewer) {
        return new PendingInvitation(
                invitation.id().toString(),
                invitation.email().value(),
                invitation.role().wire(),
                invitation.invitedBy(),
                invitation.expiresAt(),
                invitation.isOpen(now),
                viewer.may(Permission.USERS_WRITE) && RoleReach.reaches(invitation.role(), viewer));
    }
}
