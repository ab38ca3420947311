package dev.baton.planner;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * One thing that a task asks for.
 *
 * @param action the word that says so, folded; empty for a question
 * @param text what is asked for, the action included, without what ties it to others
 * @param link how it is tied to what was asked for before it
 * @param each what it is to be done for one by one; null for once
 * @param objects things it names in a list of their own, {@code - like this}
 */
record Clause(
        TaskType type,
        String action,
        String text,
        Link link,
        boolean parallel,
        @Nullable Each each,
        List<String> objects) {

    /** How a clause is tied to the one before it. */
    enum Link {
        /** A sentence of its own: it stands alone, unless it speaks of what came before. */
        NONE,
        AND,
        THEN,
        FINALLY
    }

    /**
     * What something is done for one by one.
     *
     * @param noun what each of them is called; empty when it is not said
     * @param items empty when they are to be found out first
     * @param group the same for clauses of one sentence, which are done one after another
     */
    record Each(String noun, List<String> items, int group) {}

    /** What stands behind the action. */
    String rest() {
        var words = new Words(text);
        var found = action.isEmpty() ? null : words.next(0, List.of(action));
        return found == null ? text : text.substring(found.to()).strip();
    }

    Clause with(String more) {
        return new Clause(type, action, text + more, link, parallel, each, objects);
    }

    Clause linked(Link other) {
        return new Clause(type, action, text, other, parallel, each, objects);
    }

    Clause inParallel() {
        return new Clause(type, action, text, link, true, each, objects);
    }

    Clause of(List<String> others) {
        return new Clause(type, action, text, link, parallel, each, others);
    }
}
