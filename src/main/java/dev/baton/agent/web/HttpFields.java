package dev.baton.agent.web;

import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.util.Objects;

/**
 * What a person types about an agent of kind http. A secret is never filled in: left empty, it
 * stays as it is.
 *
 * @param unsigned the signing secret is to be removed
 */
record HttpFields(
        String url,
        String healthUrl,
        Boolean stream,
        String secretHeader,
        String secret,
        String signingSecret,
        Boolean unsigned) {

    HttpFields {
        url = Objects.requireNonNullElse(url, "");
        healthUrl = Objects.requireNonNullElse(healthUrl, "");
        stream = Boolean.TRUE.equals(stream);
        secretHeader = Objects.requireNonNullElse(secretHeader, "").strip();
        secret = Objects.requireNonNullElse(secret, "");
        signingSecret = Objects.requireNonNullElse(signingSecret, "");
        unsigned = Boolean.TRUE.equals(unsigned);
    }

    static HttpFields blank() {
        return new HttpFields("https://", "", false, "", "", "", false);
    }

    static HttpFields of(ObjectNode shown) {
        return new HttpFields(
                shown.path("url").asString(""),
                shown.path("health_url").asString(""),
                shown.path("stream").asBoolean(false),
                shown.path("secret_header").asString(""),
                "",
                "",
                false);
    }

    boolean holdsSecrets() {
        return !secret.isBlank() || !signingSecret.isBlank();
    }

    ObjectNode toConfiguration() {
        var node = JsonNodeFactory.instance.objectNode();
        node.put("url", url);
        node.put("health_url", healthUrl);
        node.put("stream", stream);
        node.put("secret_header", secretHeader);
        if (!secret.isBlank()) {
            node.put("secret", secret);
        } else if (secretHeader.isEmpty()) {
            node.putNull("secret");
        }
        if (!signingSecret.isBlank()) {
            node.put("signing_secret", signingSecret);
        } else if (unsigned) {
            node.putNull("signing_secret");
        }
        return node;
    }

    @Override
    public String toString() {
        return "fields for " + url;
    }
}
