package dev.baton.model.web;

import dev.baton.model.Connection;
import dev.baton.model.ConnectionSharing;
import dev.baton.model.ConnectionTrial;
import dev.baton.model.ConnectionUses;
import dev.baton.model.ModelCatalogue;
import dev.baton.model.PricedModel;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Tenant;
import dev.baton.tenant.TenantDirectory;
import dev.baton.tenant.TenantId;

import org.springframework.stereotype.Component;
import org.springframework.web.servlet.ModelAndView;

import java.time.Clock;
import java.util.Comparator;

/** Everything that the page of a connection shows to one viewer. */
@Component
class ConnectionPage {

    private static final int MOST_SUGGESTIONS = 200;

    private final ModelCatalogue catalogue;
    private final ConnectionTrial trial;
    private final ConnectionUses uses;
    private final ConnectionSharing sharing;
    private final TenantDirectory tenants;
    private final Clock clock;

    ConnectionPage(
            ModelCatalogue catalogue,
            ConnectionTrial trial,
            ConnectionUses uses,
            ConnectionSharing sharing,
            TenantDirectory tenants,
            Clock clock) {
        this.catalogue = catalogue;
        this.trial = trial;
        this.uses = uses;
        this.sharing = sharing;
        this.tenants = tenants;
        this.clock = clock;
    }

    ModelAndView of(Connection connection, Actor viewer) {
        var tenant = viewer.tenant();
        var id = connection.id();
        var own = id.tenant().equals(tenant);
        var models = catalogue.models(tenant, id);
        var page =
                new ModelAndView("model/show")
                        .addObject("connection", connection)
                        .addObject("own", own)
                        .addObject("may", own && viewer.may(Permission.PROVIDERS_WRITE))
                        .addObject("lastTest", trial.last(tenant, id).orElse(null))
                        .addObject("models", models)
                        .addObject("unpriced", models.stream().filter(this::hasNoPrice).count())
                        .addObject("currency", tenants.get(tenant).currency())
                        .addObject("asOf", catalogue.listPricesAsOf())
                        .addObject("uses", uses.of(tenant, id));
        if (own) {
            page.addObject("prices", WrittenPrice.of(catalogue.prices(tenant, id), clock.instant()));
        }
        if (own && tenant.equals(TenantId.PLATFORM)) {
            page.addObject("elsewhere", uses.elsewhere(id));
        }
        return shares(connection, viewer) ? withSharing(page, connection, viewer) : page;
    }

    /** Only the platform's connections can be shared, from its own tenant. */
    private static boolean shares(Connection connection, Actor viewer) {
        return viewer.tenant().equals(TenantId.PLATFORM)
                && connection.id().tenant().equals(TenantId.PLATFORM)
                && viewer.may(Permission.SHARING_WRITE);
    }

    private ModelAndView withSharing(ModelAndView page, Connection connection, Actor viewer) {
        var holders =
                sharing.sharedWith(connection.id(), viewer).stream()
                        .map(tenants::get)
                        .sorted(Comparator.comparing(Tenant::name))
                        .toList();
        var others =
                tenants.first(MOST_SUGGESTIONS, viewer).stream()
                        .filter(it -> !it.id().equals(TenantId.PLATFORM))
                        .filter(it -> holders.stream().noneMatch(that -> that.id().equals(it.id())))
                        .toList();
        return page.addObject("holders", holders).addObject("others", others);
    }

    private boolean hasNoPrice(PricedModel model) {
        return model.price().isEmpty();
    }
}
