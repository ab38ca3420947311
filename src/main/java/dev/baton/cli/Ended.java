package dev.baton.cli;

import tools.jackson.databind.JsonNode;

/** How a message has ended, as an exit code. */
final class Ended {

    private Ended() {}

    static int of(JsonNode message) {
        return switch (message.path("status").asString("")) {
            case "completed" -> Exit.DONE;
            case "failed", "cancelled" -> Exit.FAILED;
            default -> Exit.NOT_ENDED;
        };
    }
}
