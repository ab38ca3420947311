package dev.baton.identity;

/**
 * An invitation with the secret of its link, which is told once.
 *
 * @param token goes into {@code /invitations/{token}}
 */
public record IssuedInvitation(Invitation invitation, String token) {

    public String path() {
        return "/invitations/" + token;
    }

    @Override
    public String toString() {
        return "IssuedInvitation[" + invitation.id() + "]";
    }
}
