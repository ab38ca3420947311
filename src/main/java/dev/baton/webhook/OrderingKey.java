package dev.baton.webhook;

import dev.baton.event.Event;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * What keeps the deliveries of an endpoint in order: of those with the same key each waits for the
 * one before it, also while that is tried again.
 *
 * @param text {@code endpoint} for all of them, {@code subject} for those about the same thing, or
 *     {@code data.agent_id} for those with the same value of a field
 */
record OrderingKey(String text) {

    private static final String ENDPOINT = "endpoint";
    private static final String SUBJECT = "subject";
    private static final String DATA = "data.";
    private static final int LONGEST = 100;
    private static final Pattern FIELD = Pattern.compile("data(\\.[A-Za-z0-9_-]{1,40}){1,5}");

    private static final JsonMapper JSON = JsonMapper.builder().build();

    static boolean isValid(String text) {
        return text.equals(ENDPOINT)
                || text.equals(SUBJECT)
                || text.length() <= LONGEST && FIELD.matcher(text).matches();
    }

    /** Null for an event without the field: it waits for nothing. */
    @Nullable UUID of(Event event) {
        return switch (text) {
            case ENDPOINT -> key(ENDPOINT);
            case SUBJECT -> event.subject();
            default -> field(event);
        };
    }

    private @Nullable UUID field(Event event) {
        var node = JSON.readTree(event.data());
        for (var name : text.substring(DATA.length()).split("\\.")) {
            node = node.path(name);
        }
        return node.isMissingNode() || node.isNull() ? null : key(node.toString());
    }

    private static UUID key(String value) {
        return UUID.nameUUIDFromBytes(value.getBytes(StandardCharsets.UTF_8));
    }
}
