package dev.baton.workflow;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The steps of one scope as they are written, for what only all of them together show. */
final class ScopeDraft {

    /** Where an expression stands: in a step, or at the end of its scope when all have ended. */
    record Spot(ScopeDraft scope, @Nullable StepDraft step) {}

    /** How a step changes a variable. */
    record VariableChange(String name, Assignment.How how, String pointer) {}

    /** One step. */
    static final class StepDraft {

        final String id;
        final String pointer;
        final List<String> after;
        final ScopeDraft scope;
        @Nullable List<List<String>> targets;
        @Nullable ScopeDraft inner;
        boolean never;

        /** What a map calls its items, and the list that they are of. */
        @Nullable String as;

        @Nullable Expression over;

        /** As it was read, with a stand-in for what could not be. */
        @Nullable Step read;

        /** Whether it is of no kind that there is. */
        boolean isUnknown;

        /** Among all steps, for sets of them; -1 for one whose id another has. */
        int number = -1;

        final List<VariableChange> changes = new ArrayList<>();

        StepDraft(String id, String pointer, List<String> after, ScopeDraft scope) {
            this.id = id;
            this.pointer = pointer;
            this.after = after;
            this.scope = scope;
        }
    }

    final String pointer;
    final @Nullable StepDraft owner;
    final Set<String> names;
    final int depth;
    final boolean isConcurrent;
    final Map<String, StepDraft> steps = new LinkedHashMap<>();

    /**
     * @param owner the step whose steps these are; null for the run's own
     * @param names what is bound here
     * @param isConcurrent whether the scope runs several times at once
     */
    ScopeDraft(
            String pointer,
            @Nullable StepDraft owner,
            Set<String> names,
            int depth,
            boolean isConcurrent) {
        this.pointer = pointer;
        this.owner = owner;
        this.names = names;
        this.depth = depth;
        this.isConcurrent = isConcurrent;
    }
}
