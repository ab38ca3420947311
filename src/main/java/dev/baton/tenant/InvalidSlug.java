package dev.baton.tenant;

import dev.baton.platform.problem.FieldProblem;
import dev.baton.platform.problem.RuleRefused;
import java.util.List;

/** The text cannot be a slug. */
public class InvalidSlug extends RuleRefused {

    InvalidSlug(String text) {
        super(
                "invalid_slug",
                "Not a slug: " + text,
                List.of(
                        new FieldProblem(
                                "slug",
                                "invalid",
                                "1 to 40 lower-case letters, digits and inner hyphens")));
    }
}
