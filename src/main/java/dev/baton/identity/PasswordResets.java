package dev.baton.identity;

import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** All links for new passwords. */
interface PasswordResets extends Repository<PasswordReset, UUID> {

    PasswordReset save(PasswordReset reset);

    Optional<PasswordReset> findByTokenHash(byte[] tokenHash);

    /** Neither used nor revoked; perhaps expired. */
    @Query(
            """
            select r from PasswordReset r
            where r.account = :account and r.usedAt is null and r.revokedAt is null
            """)
    List<PasswordReset> findPending(AccountId account);
}
