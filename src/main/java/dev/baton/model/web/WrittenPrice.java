package dev.baton.model.web;

import dev.baton.model.Price;
import dev.baton.model.PriceRow;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/**
 * A price that the owner wrote, and where it stands.
 *
 * @param state {@code current}, {@code coming} or {@code past}
 */
record WrittenPrice(String model, Price price, String state) {

    /** From rows by model, newest first: of those in force, only the first counts. */
    static List<WrittenPrice> of(List<PriceRow> rows, Instant now) {
        var prices = new ArrayList<WrittenPrice>();
        var current = new HashSet<String>();
        for (var row : rows) {
            var state =
                    row.price().effectiveFrom().isAfter(now)
                            ? "coming"
                            : current.add(row.model()) ? "current" : "past";
            prices.add(new WrittenPrice(row.model(), row.price(), state));
        }
        return prices;
    }

    /** As a {@code state} of the console: ok, waiting or off. */
    public String kind() {
        return switch (state) {
            case "current" -> "ok";
            case "coming" -> "waiting";
            default -> "off";
        };
    }
}
