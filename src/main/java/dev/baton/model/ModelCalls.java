package dev.baton.model;

import dev.baton.model.provider.Provider;
import dev.baton.model.provider.RequestBody;
import dev.baton.tenant.TenantId;

import org.springframework.stereotype.Service;

import java.time.Clock;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Calls models, whoever provides them. Call from a virtual thread with no transaction open. */
@Service
public class ModelCalls {

    private final Map<ProviderKind, Provider> providers = new EnumMap<>(ProviderKind.class);
    private final ReadyConnections connections;
    private final PriceBook prices;
    private final ModelMetrics metrics;
    private final Clock clock;

    ModelCalls(
            List<Provider> providers,
            ReadyConnections connections,
            PriceBook prices,
            ModelMetrics metrics,
            Clock clock) {
        providers.forEach(provider -> this.providers.put(provider.kind(), provider));
        this.connections = connections;
        this.prices = prices;
        this.metrics = metrics;
        this.clock = clock;
        Thread.startVirtualThread(() -> Tokens.count("warm"));
    }

    /**
     * Checks and prices a call without making it.
     *
     * @throws ConnectionNotFound when the caller has no grant for the connection
     * @throws ConnectionSwitchedOff when nobody may use it now
     * @throws FieldNotAllowed when the body tries to redirect the call
     * @throws InvalidField when the provider could not serve the body
     * @throws ModelWithoutPrice when nobody said what the model costs
     */
    public PreparedModelCall prepare(ModelCall call) {
        RequestBody.redirectingField(call.body())
                .ifPresent(
                        field -> {
                            throw FieldNotAllowed.redirects(field);
                        });
        var model = call.model();
        var connection = connections.get(model.holder(), model.connection());
        if (!connection.isEnabled()) {
            throw new ConnectionSwitchedOff(connection.open().name());
        }
        var price = prices.price(model, clock.instant());
        return new PreparedModelCall(
                call,
                connection.open().kind(),
                price,
                provider(connection).call(connection.open(), call),
                metrics.of(connection.open()));
    }

    /** Whether calls through the connection are possible now, for the holder of a grant. */
    public boolean isOpen(TenantId holder, ConnectionId connection) {
        return connections.find(holder, connection).filter(ReadyConnection::isEnabled).isPresent();
    }

    /** Prepares and calls; for callers that reserve no money and cancel nothing. */
    public Answer answer(ModelCall call) throws CallFailed {
        return prepare(call).answer();
    }

    /** Prepares and calls; {@link AnswerStream#cancel} ends it. */
    public AnswerStream stream(ModelCall call) throws CallFailed {
        return prepare(call).stream();
    }

    private Provider provider(ReadyConnection connection) {
        var provider = providers.get(connection.open().kind());
        if (provider == null) {
            throw new IllegalStateException("No provider for " + connection.open().kind());
        }
        return provider;
    }
}
