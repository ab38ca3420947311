package dev.baton.identity.web;

import dev.baton.identity.Standing;
import dev.baton.tenant.Tenant;
import dev.baton.tenant.TenantDirectory;
import dev.baton.tenant.TenantId;
import dev.baton.tenant.TenantNotFound;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The tenants a person may work in, and which of them a session is about. */
@Component
class Workplaces {

    private final TenantDirectory tenants;

    Workplaces(TenantDirectory tenants) {
        this.tenants = tenants;
    }

    /** The wanted tenant if the person may enter it, else the first of their own. */
    Optional<Tenant> choose(Standing standing, @Nullable TenantId wanted) {
        return Optional.ofNullable(wanted)
                .flatMap(it -> enter(standing, it))
                .or(() -> openTo(standing).stream().findFirst());
    }

    /** The tenant, if the person may enter it now. Operators may also enter a suspended one. */
    Optional<Tenant> enter(Standing standing, TenantId id) {
        if (standing.permissionsIn(id).isEmpty()) {
            return Optional.empty();
        }
        return find(id).filter(it -> it.isActive() || standing.isOperator());
    }

    /** Those the person belongs to and may enter, by name. */
    List<Tenant> openTo(Standing standing) {
        return ownOf(standing).stream()
                .filter(it -> it.isActive() || standing.isOperator())
                .toList();
    }

    /** Those the person belongs to, by name. */
    List<Tenant> ownOf(Standing standing) {
        return standing.roles().keySet().stream()
                .flatMap(it -> find(it).stream())
                .sorted(Comparator.comparing(Tenant::name, String.CASE_INSENSITIVE_ORDER))
                .toList();
    }

    private Optional<Tenant> find(TenantId id) {
        try {
            return Optional.of(tenants.get(id));
        } catch (TenantNotFound e) {
            return Optional.empty();
        }
    }
}
