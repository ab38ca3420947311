package dev.baton.message;

import java.util.Map;
import java.util.UUID;

/** What is known of an answer before any of it has come. */
public record AnswerHead(UUID message, UUID agent, String agentName, UUID decision) {

    /** Tell every client, whatever becomes of the call, where to look it up, and why. */
    Map<String, String> headers() {
        return Map.of(
                "X-Baton-Message", message.toString(), "X-Baton-Decision", decision.toString());
    }
}
