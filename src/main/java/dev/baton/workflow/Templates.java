package dev.baton.workflow;

import dev.baton.workflow.Expressions.Place;

import org.jspecify.annotations.Nullable;

import java.util.Set;
import java.util.TreeSet;

/** Reads values with expressions that stand outside of graphs, such as what runs begin with. */
public final class Templates {

    private Templates() {}

    /**
     * @param names that are bound where it is rendered
     * @throws ExpressionFailed when one of its expressions is none over these names; the message
     *     says where it stands
     */
    public static Template read(@Nullable Object source, Set<String> names) {
        var findings = new Findings();
        var template =
                new Expressions(findings)
                        .templateOf(source, "", new Place(null, new TreeSet<>(names)));
        if (!findings.isEmpty()) {
            var first = findings.all().getFirst();
            throw new ExpressionFailed(first.pointer() + ": " + first.message());
        }
        return template;
    }

    /** Whether it is the same whatever is bound. */
    public static boolean isFixed(Template template) {
        return template instanceof TextTemplate text && text.isFixed();
    }
}
