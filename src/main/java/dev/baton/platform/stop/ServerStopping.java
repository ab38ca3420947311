package dev.baton.platform.stop;

import dev.baton.platform.problem.Unavailable;

import java.time.Duration;

/** This instance takes nothing new: another one does, or this one when it has started again. */
class ServerStopping extends Unavailable {

    ServerStopping() {
        super(503, "stopping", "This instance is stopping.", Duration.ofSeconds(2));
    }
}
