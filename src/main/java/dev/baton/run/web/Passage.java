package dev.baton.run.web;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A text within a value that people read as a text, not as JSON with its lines joined: what an
 * agent was told and what it answered, a letter, a summary.
 *
 * @param name its place, such as {@code body.reason}, or who says it; empty for the value itself
 * @param text its beginning where it is long
 */
record Passage(String name, String text) {

    private static final int MOST = 12;
    private static final int SHORTEST = 80;
    private static final int LONGEST = 6_000;
    private static final int ROOM = 12_000;
    private static final int DEEPEST = 4;

    /** The first ones of a value, in their order. */
    static List<Passage> in(@Nullable Object value) {
        var found = new ArrayList<Passage>();
        collect("", value, 0, found);
        return List.copyOf(found);
    }

    private static void collect(
            String name, @Nullable Object value, int depth, List<Passage> found) {
        if (depth > DEEPEST || isEnough(found)) {
            return;
        }
        switch (value) {
            case String text when isRead(text) -> found.add(new Passage(name, beginning(text)));
            case Map<?, ?> said
                    when said.get("role") instanceof String role
                            && said.get("content") instanceof String content ->
                    found.add(new Passage(role, beginning(content)));
            case Map<?, ?> members ->
                    members.forEach(
                            (key, member) -> collect(join(name, key), member, depth + 1, found));
            case List<?> items -> {
                for (var at = 0; at < items.size() && !isEnough(found); at++) {
                    collect(join(name, at), items.get(at), depth + 1, found);
                }
            }
            case null, default -> {}
        }
    }

    private static boolean isEnough(List<Passage> found) {
        return found.size() == MOST
                || found.stream().mapToInt(each -> each.text().length()).sum() >= ROOM;
    }

    private static boolean isRead(String text) {
        return text.length() >= SHORTEST || text.strip().indexOf('\n') >= 0;
    }

    private static String beginning(String text) {
        return text.length() <= LONGEST
                ? text
                : text.substring(0, LONGEST - (isSplit(text) ? 1 : 0)) + "…";
    }

    private static boolean isSplit(String text) {
        return Character.isHighSurrogate(text.charAt(LONGEST - 1));
    }

    private static String join(String name, Object member) {
        return name.isEmpty() ? String.valueOf(member) : name + "." + member;
    }
}
