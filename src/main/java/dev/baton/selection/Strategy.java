package dev.baton.selection;

import org.jspecify.annotations.Nullable;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What matters most when an agent is chosen. */
public enum Strategy {
    /** The cheapest of those that can do it. */
    COST(0.05, 0.0, 0.05, 0.9),
    /** The fastest, and of these who has room. */
    LATENCY(0.1, 0.7, 0.2, 0.0),
    /** Who succeeds most often; speed and price only decide between equals. */
    QUALITY(0.9, 0.04, 0.03, 0.03),
    /** What the instance is set to. */
    BALANCED(0, 0, 0, 0);

    private final Map<String, Double> weights;

    Strategy(double health, double latency, double load, double cost) {
        this.weights =
                new TreeMap<>(
                        Map.of("health", health, "latency", latency, "load", load, "cost", cost));
    }

    /** Its name in the API and in decisions. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** By its name in the API. */
    public static Optional<Strategy> find(@Nullable String wire) {
        for (var each : values()) {
            if (each.wire().equals(wire)) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }

    /**
     * How much each part of a score counts.
     *
     * @param balanced what the instance is set to
     */
    Map<String, Double> weights(Map<String, Double> balanced) {
        return this == BALANCED ? balanced : weights;
    }
}
