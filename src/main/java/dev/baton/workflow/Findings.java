package dev.baton.workflow;

import java.util.ArrayList;
import java.util.List;

/** What was found while a graph is read. */
final class Findings {

    /** Beyond these, nobody reads on. */
    static final int MOST = 200;

    private final List<GraphFinding> all = new ArrayList<>();

    void add(String pointer, String code, String message, Object... arguments) {
        if (all.size() < MOST) {
            all.add(new GraphFinding(pointer, code, message.formatted(arguments)));
        }
    }

    boolean isEmpty() {
        return all.isEmpty();
    }

    int count() {
        return all.size();
    }

    List<GraphFinding> all() {
        return List.copyOf(all);
    }

    /** A pointer to a member or item of what is at another. */
    static String at(String pointer, Object member) {
        var name = String.valueOf(member);
        return pointer + "/" + name.replace("~", "~0").replace("/", "~1");
    }
}
