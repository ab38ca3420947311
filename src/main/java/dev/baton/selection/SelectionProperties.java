package dev.baton.selection;

import jakarta.validation.constraints.PositiveOrZero;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How much each part counts when an agent is chosen; only the proportions matter.
 *
 * @param health share of recent calls that succeeded
 * @param latency how fast, against the fastest candidate
 * @param load how much of its capacity is free
 * @param cost how cheap, against the cheapest candidate
 */
@ConfigurationProperties("baton.selection.weights")
@Validated
record SelectionProperties(
        @DefaultValue("0.4") @PositiveOrZero double health,
        @DefaultValue("0.2") @PositiveOrZero double latency,
        @DefaultValue("0.2") @PositiveOrZero double load,
        @DefaultValue("0.2") @PositiveOrZero double cost) {

    Map<String, Double> asMap() {
        return new TreeMap<>(
                Map.of("health", health, "latency", latency, "load", load, "cost", cost));
    }
}
