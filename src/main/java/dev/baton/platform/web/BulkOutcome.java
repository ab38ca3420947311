package dev.baton.platform.web;

import java.io.Serializable;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * What became of the rows: how many it was done to, and which refused and why.
 *
 * @param action that can be tried again with those
 */
public record BulkOutcome(String action, int done, List<Refusal> refusals) implements Serializable {

    /** Name of the redirect's flash attribute. */
    static final String ATTRIBUTE = "bulkOutcome";

    public BulkOutcome {
        refusals = List.copyOf(refusals);
    }

    /** One row, and the sentence that says why not. */
    public record Refusal(UUID id, String name, String sentence) implements Serializable {}

    /** The ids of all that refused, as a form sends them. */
    public String ids() {
        return refusals.stream().map(it -> it.id().toString()).collect(Collectors.joining(","));
    }
}
