package dev.baton.webhook;

import dev.baton.tenant.TenantId;
import java.util.List;
import java.util.Optional;
import org.springframework.data.repository.Repository;

/** All endpoints. */
interface Endpoints extends Repository<Endpoint, EndpointId> {

    Endpoint save(Endpoint endpoint);

    Optional<Endpoint> findById(EndpointId id);

    void delete(Endpoint endpoint);

    List<Endpoint> findByIdTenantOrderByCreatedAt(TenantId tenant);

    long countByIdTenant(TenantId tenant);
}
