package dev.baton.model;

/** A model that a tenant can build an agent on, and the connection that leads to it. */
public record ModelOffer(
        ConnectionId connection, String connectionName, ProviderKind provider, PricedModel model) {

    /** Where it stands in a list by name; unique within a tenant. */
    public String position() {
        return model.model().name() + "\n" + connection.value();
    }
}
