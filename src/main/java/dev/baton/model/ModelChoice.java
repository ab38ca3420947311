package dev.baton.model;

import java.util.List;

/** A connection and the models it lists, for a form in which somebody chooses one. */
public record ModelChoice(
        ConnectionId connection, String name, ProviderKind provider, List<OfferedModel> models) {}
