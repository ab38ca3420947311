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
        var data = JsonMapper.shared().readTree(event.data());
        return data.path("namespace").asString("").equals(namespace)
                && data.path("key").asString("").startsWith(prefix);
    }
}
