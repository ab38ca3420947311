package dev.baton.agent;

import org.jspecify.annotations.Nullable;

/**
 * Where a remote agent lives, as stored.
 *
 * @param url that messages are posted to
 * @param healthUrl that is asked for a sign of life; null to ask {@code url}
 * @param stream whether it can answer as an event stream
 * @param secretHeader name of a header with a secret, null for none
 * @param secret its sealed value
 * @param signingSecret sealed; requests are signed with it, null for none
 */
record HttpAgentConfiguration(
        String url,
        @Nullable String healthUrl,
        boolean stream,
        @Nullable String secretHeader,
        @Nullable String secret,
        @Nullable String signingSecret) {}
