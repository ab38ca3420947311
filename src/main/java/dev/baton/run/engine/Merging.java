package dev.baton.run.engine;

import dev.baton.run.StepError;
import dev.baton.workflow.Expression;
import dev.baton.workflow.Merge;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes one result of several. */
final class Merging {

    /**
     * One of the results.
     *
     * @param key what it is called when nothing else is said
     * @param bound what is bound where it came from
     */
    record Part(
            String key,
            @Nullable Object value,
            boolean present,
            Supplier<Map<String, @Nullable Object>> bound) {}

    /** The results cannot be brought together. */
    static final class Impossible extends RuntimeException {

        private final StepError error;

        Impossible(String code, String message) {
            super(message);
            this.error = new StepError(code, message);
        }

        StepError error() {
            return error;
        }
    }

    private Merging() {}

    static @Nullable Object merge(
            Merge merge, List<Part> parts, Map<String, @Nullable Object> bindings) {
        return switch (merge) {
            case Merge.AsList _ -> values(parts);
            case Merge.ByKey(var key) -> byKey(key, parts);
            case Merge.FirstSuccess _ -> first(parts);
            case Merge.Majority(var of) -> majority(of, parts);
            case Merge.ByExpression(var value) -> {
                bindings.put("values", values(parts));
                yield value.render(bindings);
            }
            case Merge.ByAgent _ -> throw new IllegalArgumentException("An agent is asked");
        };
    }

    static List<@Nullable Object> values(List<Part> parts) {
        var values = new ArrayList<@Nullable Object>(parts.size());
        parts.forEach(part -> values.add(part.value()));
        return values;
    }

    private static Object byKey(@Nullable Expression key, List<Part> parts) {
        var keyed = new LinkedHashMap<String, @Nullable Object>();
        for (var part : parts) {
            if (part.present()) {
                var name = key == null ? part.key() : String.valueOf(key.evaluate(with(part)));
                if (keyed.containsKey(name)) {
                    throw new Impossible("duplicate_key", "Two results have the key " + name + ".");
                }
                keyed.put(name, part.value());
            }
        }
        return keyed;
    }

    private static @Nullable Object first(List<Part> parts) {
        return parts.stream()
                .filter(Part::present)
                .findFirst()
                .orElseThrow(() -> new Impossible("no_success", "None of them succeeded."))
                .value();
    }

    private static Object majority(@Nullable Expression of, List<Part> parts) {
        var votes = new LinkedHashMap<@Nullable Object, List<Part>>();
        for (var part : parts) {
            if (part.present()) {
                var vote = of == null ? part.value() : of.evaluate(with(part));
                votes.computeIfAbsent(vote, _ -> new ArrayList<>()).add(part);
            }
        }
        for (var vote : votes.entrySet()) {
            if (vote.getValue().size() * 2 > parts.size()) {
                var result = new LinkedHashMap<String, @Nullable Object>();
                result.put("value", vote.getKey());
                result.put("votes", (long) vote.getValue().size());
                result.put("of", (long) parts.size());
                return result;
            }
        }
        throw new Impossible(
                "no_majority", "No more than half of the %d agree.".formatted(parts.size()));
    }

    private static Map<String, @Nullable Object> with(Part part) {
        var bound = part.bound().get();
        bound.put("value", part.value());
        return bound;
    }
}
