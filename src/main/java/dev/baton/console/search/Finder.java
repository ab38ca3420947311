package dev.baton.console.search;

import dev.baton.platform.problem.NotFound;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;

import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Finds things of one kind, for those who may read them.
 *
 * @param kind its heading is {@code search.kind.<kind>}
 */
record Finder(
        String kind, Permission needs, BiFunction<Wanted, Actor, Stream<Found>> things) {

    /** More of a kind is what its own list is for. */
    static final int MOST = 8;

    List<Found> find(Wanted wanted, Actor by) {
        return by.may(needs) ? things.apply(wanted, by).limit(MOST).toList() : List.of();
    }

    /** A thing that may not exist. */
    static <T> Stream<T> ifThere(Supplier<T> thing) {
        try {
            return Optional.of(thing.get()).stream();
        } catch (NotFound missing) {
            return Stream.empty();
        }
    }
}
