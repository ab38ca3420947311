package dev.baton.model;

import static dev.baton.tenant.Permission.PROVIDERS_WRITE;

import dev.baton.platform.Ids;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Requires;
import dev.baton.tenant.TenantDirectory;
import dev.baton.tenant.TenantId;

import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** The models that connections list and what they cost; written by the connection's owner. */
@Service
@Transactional
public class ModelCatalogue {

    private static final int LONGEST_NAME = 120;

    private final ModelRows rows;
    private final ReadyConnections ready;
    private final ShippedModels shipped;
    private final PriceBook book;
    private final ConnectionLists lists;
    private final TenantDirectory tenants;
    private final ConnectionChanges changes;
    private final Clock clock;

    ModelCatalogue(
            ModelRows rows,
            ReadyConnections ready,
            ShippedModels shipped,
            PriceBook book,
            ConnectionLists lists,
            TenantDirectory tenants,
            ConnectionChanges changes,
            Clock clock) {
        this.rows = rows;
        this.ready = ready;
        this.shipped = shipped;
        this.book = book;
        this.lists = lists;
        this.tenants = tenants;
        this.changes = changes;
        this.clock = clock;
    }

    /** Lists a model; what is not said is filled in from what Baton knows of the name. */
    @Requires(PROVIDERS_WRITE)
    public UUID add(
            ConnectionId connection,
            String name,
            @Nullable Integer contextWindow,
            @Nullable Integer maxOutputTokens,
            Actor by) {
        var known = shipped.find(connection(connection).open().kind(), name.strip());
        var model =
                new OfferedModel(
                        Ids.next(),
                        checked("name", name.strip()),
                        positive("context_window", contextWindow) != null
                                ? contextWindow
                                : known.map(ShippedModels.Listed::contextWindow).orElse(null),
                        positive("max_output_tokens", maxOutputTokens) != null
                                ? maxOutputTokens
                                : known.map(ShippedModels.Listed::maxOutputTokens).orElse(null),
                        known.map(ShippedModels.Listed::features).orElse(Set.of()));
        try {
            rows.add(connection, model, clock.instant());
        } catch (DuplicateKeyException e) {
            throw new InvalidModel("name", "taken", "The connection lists this model already.");
        }
        changes.connectionChanged(connection);
        return model.id();
    }

    @Requires(PROVIDERS_WRITE)
    public void remove(ConnectionId connection, UUID model, Actor by) {
        connection(connection);
        if (!rows.remove(connection, model)) {
            throw new ModelNotFound(model);
        }
        changes.connectionChanged(connection);
    }

    /** Writes a price; a correction is a newer price, nothing is ever overwritten. */
    @Requires(PROVIDERS_WRITE)
    public PriceRow addPrice(ConnectionId connection, String model, NewPrice price, Actor by) {
        var currency = tenants.get(connection.tenant()).currency();
        return addPrice(connection, model, price.toPrice(currency, clock.instant()), by);
    }

    @Requires(PROVIDERS_WRITE)
    public PriceRow addPrice(ConnectionId connection, String model, Price price, Actor by) {
        connection(connection);
        var row = new PriceRow(Ids.next(), checked("model", model.strip()), price);
        rows.add(connection, row, clock.instant());
        changes.connectionChanged(connection);
        return row;
    }

    /** The models that a connection lists, by name, with what each costs the tenant now. */
    @Transactional(readOnly = true)
    public List<PricedModel> models(TenantId tenant, ConnectionId connection) {
        var now = clock.instant();
        return ready.get(tenant, connection).models().stream()
                .map(model -> priced(new ModelRef(tenant, connection, model.name()), model, now))
                .toList();
    }

    /** One of them. */
    @Transactional(readOnly = true)
    public PricedModel model(TenantId tenant, ConnectionId connection, UUID model) {
        return models(tenant, connection).stream()
                .filter(priced -> priced.model().id().equals(model))
                .findFirst()
                .orElseThrow(() -> new ModelNotFound(model));
    }

    /** Every model that the tenant can build an agent on now, by name. */
    @Transactional(readOnly = true)
    public List<ModelOffer> offers(TenantId tenant) {
        return lists.choices(tenant).stream()
                .flatMap(
                        choice ->
                                models(tenant, choice.connection()).stream()
                                        .map(
                                                model ->
                                                        new ModelOffer(
                                                                choice.connection(),
                                                                choice.name(),
                                                                choice.provider(),
                                                                model)))
                .sorted(Comparator.comparing(ModelOffer::position))
                .toList();
    }

    /** Every price the owner wrote, by model, newest first. */
    @Transactional(readOnly = true)
    public List<PriceRow> prices(TenantId tenant, ConnectionId connection) {
        ready.get(tenant, connection);
        return rows.prices(connection);
    }

    /** When the list prices were last compared with the providers' own. */
    @Transactional(propagation = Propagation.SUPPORTS, readOnly = true)
    public LocalDate listPricesAsOf() {
        return shipped.asOf();
    }

    /** Names of well-known models of that kind of provider. */
    @Transactional(propagation = Propagation.SUPPORTS, readOnly = true)
    public List<String> knownNames(ProviderKind kind) {
        return shipped.names(kind);
    }

    private PricedModel priced(ModelRef reference, OfferedModel model, Instant now) {
        var own =
                ready.get(reference.caller(), reference.connection())
                        .ownPrice(model.name(), now)
                        .isPresent();
        var written = book.written(reference, now);
        return new PricedModel(
                model, book.find(reference, now), !own && written.isPresent(), written);
    }

    private ReadyConnection connection(ConnectionId id) {
        return ready.get(id.tenant(), id);
    }

    private static @Nullable Integer positive(String field, @Nullable Integer tokens) {
        if (tokens != null && tokens < 1) {
            throw new InvalidModel(field, "out_of_range", "At least 1.");
        }
        return tokens;
    }

    private static String checked(String field, String name) {
        if (name.isEmpty() || name.length() > LONGEST_NAME) {
            throw new InvalidModel(field, "length", "1 to " + LONGEST_NAME + " characters.");
        }
        return name;
    }
}
