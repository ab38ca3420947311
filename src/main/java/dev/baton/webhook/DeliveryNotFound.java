package dev.baton.webhook;

import dev.baton.platform.problem.NotFound;
import java.util.UUID;

/** No such delivery of this tenant. */
public class DeliveryNotFound extends NotFound {

    DeliveryNotFound(UUID id) {
        super("delivery_not_found", "There is no delivery " + id + ".", id.toString());
    }
}
