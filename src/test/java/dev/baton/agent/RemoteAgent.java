package dev.baton.agent;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static dev.baton.agent.AgentFixtures.json;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import tools.jackson.databind.node.ObjectNode;

/** A web server that plays an agent, and the configurations that lead to it. */
final class RemoteAgent extends WireMockExtension {

    static final String SECRET = "Bearer canary-4711";
    static final String SIGNING = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    RemoteAgent() {
        super(newInstance().options(options().dynamicPort()));
    }

    void answers(ResponseDefinitionBuilder answer) {
        stubFor(post("/agent").willReturn(answer));
    }

    /** An answer piece by piece. */
    static ResponseDefinitionBuilder events(String text) {
        return aResponse().withHeader("Content-Type", "text/event-stream").withBody(text);
    }

    String address() {
        return url("/agent");
    }

    ObjectNode plain() {
        return json("{'url': '%s'}".formatted(address()));
    }

    ObjectNode streaming() {
        return json("{'url': '%s', 'stream': true}".formatted(address()));
    }

    ObjectNode secured() {
        return json(
                "{'url': '%s', 'secret_header': 'X-Secret', 'secret': '%s', 'signing_secret': '%s'}"
                        .formatted(address(), SECRET, SIGNING));
    }
}
