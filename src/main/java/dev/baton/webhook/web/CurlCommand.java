package dev.baton.webhook.web;

import dev.baton.webhook.DeliveryAttempt;
import dev.baton.webhook.Endpoint;

/** A request that was sent, to be sent again from a shell. Secret headers are masked in it. */
final class CurlCommand {

    private static final String NEXT = " \\\n  ";

    private CurlCommand() {}

    static String of(Endpoint endpoint, DeliveryAttempt attempt) {
        var command = new StringBuilder("curl -i -X POST ").append(quoted(endpoint.url().toString()));
        command.append(NEXT).append("-H ").append(quoted("Content-Type: application/json"));
        attempt.requestHeaders()
                .lines()
                .forEach(header -> command.append(NEXT).append("-H ").append(quoted(header)));
        return command.append(NEXT)
                .append("--data-raw ")
                .append(quoted(attempt.requestBody()))
                .toString();
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
