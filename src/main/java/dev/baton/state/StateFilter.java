package dev.baton.state;

import dev.baton.event.Event;

import tools.jackson.databind.json.JsonMapper;

/**
 * Which changes somebody follows.
 *
 * @param prefix how the keys begin
 */
public record StateFilter(String namespace, String prefix) {

    public StateFilter {
        StateNames.check("namespace", namespace, StateNames.LONGEST_NAMESPACE);
        if (!prefix.isEmpty()) {
            StateNames.check("prefix", prefix, StateNames.LONGEST_KEY);
        }
    }

    public boolean fits(Event event) {
        return fits(Place.of(event));
    }

    boolean fits(Place place) {
        return place.namespace().equals(namespace) && place.key().startsWith(prefix);
    }

    /** Which record an event is about. */
    record Place(String namespace, String key) {

        static Place of(Event event) {
            var data = JsonMapper.shared().readTree(event.data());
            return new Place(data.path("namespace").asString(""), data.path("key").asString(""));
        }
    }
}
