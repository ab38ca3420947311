package dev.baton.platform.client;

import dev.baton.platform.problem.BadInput;

import java.time.Duration;

/** The request did not arrive in time. */
class RequestTooSlow extends BadInput {

    RequestTooSlow(Duration patience) {
        super(
                408,
                "request_too_slow",
                "The request did not arrive within " + patience.toSeconds() + " seconds.",
                patience.toSeconds());
    }
}
