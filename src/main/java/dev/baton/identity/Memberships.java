package dev.baton.identity;

import dev.baton.tenant.Role;
import dev.baton.tenant.TenantId;

import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

import java.util.List;
import java.util.Optional;

/** All memberships. */
interface Memberships extends Repository<Membership, MembershipId> {

    Membership save(Membership membership);

    void delete(Membership membership);

    Optional<Membership> findById(MembershipId id);

    boolean existsById(MembershipId id);

    @Query("select m from Membership m where m.id.account = :account")
    List<Membership> findByAccount(AccountId account);

    @Query(
            """
            select count(m) > 0 from Membership m, Account a
            where m.id.tenant = :tenant and a.id = m.id.account and a.email = :email
            """)
    boolean existsByTenantAndEmail(TenantId tenant, String email);

    @Query("select count(m) > 0 from Membership m where m.id.tenant = :tenant and m.role = :role")
    boolean existsByTenantAndRole(TenantId tenant, Role role);
}
