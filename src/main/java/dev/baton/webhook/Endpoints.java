package dev.baton.webhook;

import dev.baton.tenant.TenantId;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** All endpoints. */
interface Endpoints extends Repository<Endpoint, EndpointId> {

    Endpoint save(Endpoint endpoint);

    Optional<Endpoint> findById(EndpointId id);

    List<Endpoint> findByIdTenantOrderByCreatedAt(TenantId tenant);

    /** The endpoints that the events of these tenants may go to. */
    @Query("select e from Endpoint e where e.id.tenant.value in :tenants order by e.createdAt")
    List<Endpoint> findByTenants(Collection<UUID> tenants);

    long countByIdTenant(TenantId tenant);
}
