package dev.baton.identity;

import dev.baton.tenant.TenantId;

import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

import java.util.List;
import java.util.Optional;

/** All invitations. */
interface Invitations extends Repository<Invitation, InvitationId> {

    Invitation save(Invitation invitation);

    Optional<Invitation> findById(InvitationId id);

    /** Across tenants, because the link's secret is all its holder has. */
    Optional<Invitation> findByTokenHash(byte[] tokenHash);

    /** Neither accepted nor revoked; perhaps expired. */
    @Query(
            """
            select i from Invitation i
            where i.id.tenant = :tenant and i.acceptedAt is null and i.revokedAt is null
            order by i.email
            """)
    List<Invitation> findPending(TenantId tenant);

    @Query(
            """
            select i from Invitation i
            where i.id.tenant = :tenant and i.email = :email
              and i.acceptedAt is null and i.revokedAt is null
            """)
    List<Invitation> findPending(TenantId tenant, String email);
}
