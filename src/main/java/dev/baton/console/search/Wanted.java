package dev.baton.console.search;

import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** What somebody typed or pasted into the search. */
record Wanted(String text) {

    static final int LONGEST = 200;

    private static final Pattern UUID_FORM =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
    private static final Pattern TRACE_FORM = Pattern.compile("[0-9a-f]{32}");
    private static final Pattern TRACEPARENT_FORM =
            Pattern.compile("[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}");

    Wanted {
        text = text.strip();
        text = text.length() > LONGEST ? text.substring(0, LONGEST) : text;
    }

    boolean isEmpty() {
        return text.isEmpty();
    }

    /** The id, if it is one. */
    Optional<UUID> id() {
        return UUID_FORM.matcher(lower()).matches()
                ? Optional.of(UUID.fromString(lower()))
                : Optional.empty();
    }

    /** Whether a thing of this name and id is meant. */
    boolean means(String name, UUID id) {
        return isIn(name) || id().filter(id::equals).isPresent();
    }

    /** The trace id, if it is one; a whole {@code traceparent} (W3C Trace Context) has one inside. */
    Optional<String> trace() {
        var whole = TRACEPARENT_FORM.matcher(lower());
        if (whole.matches()) {
            return Optional.of(whole.group(1));
        }
        return TRACE_FORM.matcher(lower()).matches() ? Optional.of(lower()) : Optional.empty();
    }

    private boolean isIn(String name) {
        return name.toLowerCase(Locale.ROOT).contains(lower());
    }

    private String lower() {
        return text.toLowerCase(Locale.ROOT);
    }
}
