package dev.baton.tenant;

import java.util.List;
import java.util.Optional;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** All tenants. */
interface Tenants extends Repository<Tenant, TenantId> {

    Tenant save(Tenant tenant);

    Tenant saveAndFlush(Tenant tenant);

    Optional<Tenant> findById(TenantId id);

    Optional<Tenant> findBySlug(String slug);

    boolean existsBySlug(String slug);

    @Query("select distinct t.currency from Tenant t order by t.currency")
    List<String> findCurrencies();

    /** In order of name, then id; continues after the given pair. */
    @Query(
            """
            select t from Tenant t
            where (t.name > :name or (t.name = :name and t.id.value > :id))
              and (:search = '' or lower(t.name) like concat('%', :search, '%')
                   or t.slug like concat('%', :search, '%'))
            order by t.name, t.id.value
            """)
    List<Tenant> findAfter(String name, java.util.UUID id, String search, Limit limit);
}
