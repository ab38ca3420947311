package dev.baton.tenant;

import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

import java.util.List;
import java.util.Optional;

/** All tenants. */
interface Tenants extends Repository<Tenant, TenantId> {

    Tenant save(Tenant tenant);

    Tenant saveAndFlush(Tenant tenant);

    Optional<Tenant> findById(TenantId id);

    Optional<Tenant> findBySlug(String slug);

    boolean existsBySlug(String slug);

    @Query("select distinct t.currency from Tenant t order by t.currency")
    List<String> findCurrencies();

    @Query("select t.id.value from Tenant t where t.id.value > :id order by t.id.value")
    List<java.util.UUID> findIdsAfter(java.util.UUID id, Limit limit);

    @Query(
            """
            select new dev.baton.tenant.TenantWeights$Heavier(t.id, t.weight) from Tenant t
            where t.weight > :weight
            """)
    List<TenantWeights.Heavier> findHeavierThan(int weight);

    @Query("select t from Tenant t order by t.name, t.id.value")
    List<Tenant> findFirst(Limit limit);
}
