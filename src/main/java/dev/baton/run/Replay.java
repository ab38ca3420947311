package dev.baton.run;

import dev.baton.platform.json.JsonValues;

import java.util.Map;

/**
 * That a run is a replay: its steps are given what the other run's came to, as long as they act
 * with the same.
 *
 * @param bound what its expressions see as {@code run}: the other's, else they would differ
 */
public record Replay(AfterDivergence after, Map<String, Object> bound) {

    static Replay read(String json) {
        return JsonValues.mapper().readValue(json, Replay.class);
    }

    String written() {
        return JsonValues.mapper().writeValueAsString(this);
    }
}
