package dev.baton.run;

import dev.baton.platform.json.JsonValues;

import java.util.HashMap;
import java.util.Map;

/**
 * That a run is a replay: its steps are given what the other run's came to, as long as they act
 * with the same.
 *
 * @param bound what its expressions see as {@code run}: the other's, else they would differ
 */
public record Replay(AfterDivergence after, Map<String, Object> bound) {

    /** Where steps may act in earnest they do so in the name of who replays, nobody else's. */
    static Replay of(RunHead other, AfterDivergence after, Starter by) {
        if (after != AfterDivergence.EXECUTE) {
            return new Replay(after, other.bound());
        }
        var bound = new HashMap<>(other.bound());
        bound.put("started_by", by.name());
        return new Replay(after, Map.copyOf(bound));
    }

    static Replay read(String json) {
        return JsonValues.mapper().readValue(json, Replay.class);
    }

    String written() {
        return JsonValues.mapper().writeValueAsString(this);
    }
}
