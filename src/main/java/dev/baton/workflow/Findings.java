package dev.baton.workflow;

import java.util.ArrayList;
import java.util.List;

/** What was found while a graph is read. */
final class Findings {

    /** Beyond these, nobody reads on. */
    static final int MOST = 200;

    private final List<GraphFinding> all = new ArrayList<>();

    void add(String pointer, Fault fault, Object... arguments) {
        if (!isFull()) {
            all.add(GraphFinding.of(pointer, fault, arguments));
        }
    }

    void add(Pointer pointer, Fault fault, Object... arguments) {
        if (!isFull()) {
            add(pointer.toString(), fault, arguments);
        }
    }

    /** Whether no more is told, so nothing more need be looked for. */
    boolean isFull() {
        return all.size() >= MOST;
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
        var written = new StringBuilder(pointer);
        append(written, member);
        return written.toString();
    }

    static void append(StringBuilder pointer, Object member) {
        pointer.append('/').append(String.valueOf(member).replace("~", "~0").replace("/", "~1"));
    }
}
