package dev.baton.run.engine;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Signals that came and nobody has waited for yet, by name. Changed by {@link RunState} alone. */
final class Signals {

    private final Map<String, Deque<Optional<Object>>> kept = new HashMap<>();

    Signals() {}

    /** As they were when the image was made. */
    Signals(List<StateImage.Signal> images) {
        images.forEach(one -> keep(one.name(), one.payload()));
    }

    List<StateImage.Signal> images() {
        var images = new ArrayList<StateImage.Signal>();
        new TreeMap<>(kept)
                .forEach(
                        (name, all) ->
                                all.forEach(
                                        payload ->
                                                images.add(
                                                        new StateImage.Signal(
                                                                name, payload.orElse(null)))));
        return images;
    }

    boolean has(String name) {
        return !all(name).isEmpty();
    }

    /** What the one brought that came first; only where there is one. */
    @Nullable Object first(String name) {
        return all(name).element().orElse(null);
    }

    void keep(String name, @Nullable Object payload) {
        all(name).add(Optional.ofNullable(payload));
    }

    void take(String name) {
        all(name).remove();
    }

    private Deque<Optional<Object>> all(String name) {
        return kept.computeIfAbsent(name, _ -> new ArrayDeque<>());
    }
}
