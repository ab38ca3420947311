package dev.baton.cli;

import tools.jackson.databind.JsonNode;

/** What was asked was not done; the message says why, in the server's words where it has any. */
final class NotDone extends Exception {

    private final int exitCode;

    private NotDone(String message, int exitCode) {
        super(message, null, false, false);
        this.exitCode = exitCode;
    }

    /** As a problem of RFC 9457. */
    static NotDone of(int status, JsonNode problem) {
        var sentence = problem.path("detail").asString(problem.path("title").asString("HTTP " + status));
        var facts = new StringBuilder();
        for (var error : problem.path("errors")) {
            facts.append("\n  %s: %s".formatted(
                    error.path("field").asString(""), error.path("message").asString("")));
        }
        var trace = problem.path("trace_id").asString("");
        if (!trace.isEmpty()) {
            facts.append("\n  trace ").append(trace);
        }
        var isTemporary = status == 429 || status >= 500;
        return new NotDone(sentence + facts, isTemporary ? Exit.UNREACHABLE : Exit.REFUSED);
    }

    /** What was asked was tried and came to nothing. */
    static NotDone failed(JsonNode problem) {
        return new NotDone(
                problem.path("detail").asString(problem.path("code").asString("It failed.")),
                Exit.FAILED);
    }

    static NotDone notEnded(String status) {
        return new NotDone("It has not ended yet: " + status + ".", Exit.NOT_ENDED);
    }

    static NotDone unreachable(String why) {
        return new NotDone(why, Exit.UNREACHABLE);
    }

    int exitCode() {
        return exitCode;
    }

    @Override
    public String toString() {
        return String.valueOf(getMessage());
    }
}
