package dev.baton.webhook;

import dev.baton.platform.problem.NotFound;

/** No such endpoint of this tenant. */
public class EndpointNotFound extends NotFound {

    EndpointNotFound(EndpointId id) {
        super(
                "webhook_not_found",
                "There is no webhook endpoint " + id.value() + ".",
                id.value().toString());
    }
}
