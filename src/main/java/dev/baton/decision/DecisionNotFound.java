package dev.baton.decision;

import dev.baton.platform.problem.NotFound;
import java.util.UUID;

/** No decision under this id. */
public class DecisionNotFound extends NotFound {

    DecisionNotFound(UUID id) {
        super("decision_not_found", "There is no decision " + id + ".", id.toString());
    }
}
