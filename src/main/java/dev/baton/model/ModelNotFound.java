package dev.baton.model;

import dev.baton.platform.problem.NotFound;

import java.util.UUID;

/** The connection lists no such model. */
public class ModelNotFound extends NotFound {

    ModelNotFound(UUID id) {
        super("model_not_found", "There is no model " + id + ".", id.toString());
    }
}
