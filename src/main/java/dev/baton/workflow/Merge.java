package dev.baton.workflow;

import org.jspecify.annotations.Nullable;

/** How several results become one. */
public sealed interface Merge {

    /** The name in JSON. */
    String strategy();

    /** All of them, in the order of their items or steps; null for what was skipped or failed. */
    record AsList() implements Merge {

        @Override
        public String strategy() {
            return "list";
        }
    }

    /**
     * An object. Steps are keyed by their ids; items by an expression with {@code value} (and what
     * is bound in the item) in scope.
     */
    record ByKey(@Nullable Expression key) implements Merge {

        @Override
        public String strategy() {
            return "by_key";
        }
    }

    /** The first that succeeds; the others are cancelled. */
    record FirstSuccess() implements Merge {

        @Override
        public String strategy() {
            return "first_success";
        }
    }

    /**
     * What most agree on: {@code {value, votes, of}}. Fails with {@code no_majority} when no value
     * has more than half.
     *
     * @param of what is compared, with {@code value} bound; null for the result itself
     */
    record Majority(@Nullable Expression of) implements Merge {

        @Override
        public String strategy() {
            return "majority";
        }
    }

    /**
     * An agent makes one of them, with {@code values} (the list) bound in its messages and
     * variables.
     */
    record ByAgent(Action.Agent agent) implements Merge {

        @Override
        public String strategy() {
            return "reduce";
        }
    }

    /** An expression with {@code values} (the list) bound. */
    record ByExpression(Template value) implements Merge {

        @Override
        public String strategy() {
            return "reduce";
        }
    }
}
