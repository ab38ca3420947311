package dev.baton.model.web;

import dev.baton.model.ExchangeRate;
import dev.baton.platform.web.Choice;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The exchange rates and where each stands.
 *
 * @param missing currencies of tenants that have no rate in force: list prices do not reach them
 * @param currencies to choose from
 */
record RateBoard(List<Line> lines, List<Choice> missing, List<Choice> currencies) {

    private static final String BASE = "USD";

    /**
     * A rate that was written.
     *
     * @param state {@code current}, {@code coming} or {@code past}
     */
    record Line(ExchangeRate rate, String state, String kind) {}

    /** From rates by currency, newest first: of those in force, only the first counts. */
    static RateBoard of(List<ExchangeRate> rates, List<String> used, Instant now) {
        var lines = new ArrayList<Line>();
        var current = new HashSet<String>();
        for (var rate : rates) {
            if (rate.effectiveFrom().isAfter(now)) {
                lines.add(new Line(rate, "coming", "waiting"));
            } else if (current.add(rate.currency())) {
                lines.add(new Line(rate, "current", "ok"));
            } else {
                lines.add(new Line(rate, "past", "off"));
            }
        }
        return new RateBoard(lines, missing(used, current), currencies(rates, used));
    }

    private static List<Choice> missing(List<String> used, Set<String> current) {
        return used.stream()
                .filter(code -> !code.equals(BASE) && !current.contains(code))
                .map(ProviderChoices::currency)
                .toList();
    }

    private static List<Choice> currencies(List<ExchangeRate> rates, List<String> used) {
        var codes = rates.stream().map(ExchangeRate::currency).collect(Collectors.toCollection(TreeSet::new));
        codes.addAll(used);
        codes.remove(BASE);
        return codes.stream().map(ProviderChoices::currency).toList();
    }
}
