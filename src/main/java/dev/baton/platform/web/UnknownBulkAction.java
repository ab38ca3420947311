package dev.baton.platform.web;

import dev.baton.platform.problem.BadInput;

/** A form asks for something that cannot be done to the rows of this list. */
public class UnknownBulkAction extends BadInput {

    public UnknownBulkAction() {
        super("bulk_action_unknown", "This cannot be done to the rows of this list.");
    }
}
