package dev.baton.console.views;

import dev.baton.platform.problem.FieldProblem;
import dev.baton.platform.web.BulkRequest;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A view to save.
 *
 * @param page address of the list
 * @param criteria its query
 */
public record NewView(String page, String name, String criteria, boolean isShared) {

    /** The lists of which views can be saved. */
    static final Set<String> PAGES =
            Set.of(
                    "/agents",
                    "/prompts",
                    "/providers",
                    "/webhooks",
                    "/keys",
                    "/users",
                    "/tenants",
                    "/messages",
                    "/runs",
                    "/usage",
                    "/workflows");

    private static final int LONGEST_NAME = 60;
    private static final int LONGEST_QUERY = 2000;

    /** What a query can hold once it is encoded; it cannot lead to another page. */
    private static final Pattern QUERY = Pattern.compile("[A-Za-z0-9\\-._~!$&'()*+,;=:@/?%]*");

    public NewView {
        name = name.strip();
    }

    void check() {
        if (name.isEmpty() || name.length() > LONGEST_NAME) {
            throw refusal("name", "length", "1 to " + LONGEST_NAME + " characters");
        }
        if (!PAGES.contains(page)) {
            throw refusal("page", "unknown", "one of " + PAGES);
        }
        if (criteria.length() > LONGEST_QUERY
                || !QUERY.matcher(criteria).matches()
                || BulkRequest.isIn(criteria)) {
            throw refusal(
                    "query", "invalid", "a query of at most " + LONGEST_QUERY + " characters");
        }
    }

    private static ViewRefused refusal(String field, String code, String message) {
        return new ViewRefused(List.of(new FieldProblem(field, code, message)));
    }
}
