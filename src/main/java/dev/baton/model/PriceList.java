package dev.baton.model;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Dated prices by name: the closest name decides, then the newest price that is in force. */
record PriceList(List<Entry> entries) {

    static final PriceList EMPTY = new PriceList(List.of());

    /** One price and which models it is for. */
    record Entry(NamePattern pattern, Price price) {}

    PriceList {
        entries =
                entries.stream()
                        .sorted(
                                Comparator.comparingInt((Entry entry) -> entry.pattern().weight())
                                        .thenComparing(entry -> entry.price().effectiveFrom())
                                        .reversed())
                        .toList();
    }

    /** Of prices with the same name and date, the one that was given first wins. */
    Optional<Price> find(String model, Instant when) {
        for (var entry : entries) {
            if (!entry.price().effectiveFrom().isAfter(when) && entry.pattern().matches(model)) {
                return Optional.of(entry.price());
            }
        }
        return Optional.empty();
    }
}
