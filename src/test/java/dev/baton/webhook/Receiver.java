package dev.baton.webhook;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.HttpHeader;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.EmptyWebhookSecretException;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/** A tenant's system that takes webhooks. */
final class Receiver extends WireMockExtension {

    Receiver() {
        super(
                WireMockExtension.newInstance()
                        .options(options().dynamicPort().containerThreads(64))
                        .configureStaticDsl(false));
    }

    String url() {
        return url("/hook");
    }

    void answers(int status) {
        answers(aResponse().withStatus(status));
    }

    void answers(ResponseDefinitionBuilder answer) {
        resetMappings();
        stubFor(any(anyUrl()).willReturn(answer));
    }

    void answers(String path, ResponseDefinitionBuilder answer) {
        stubFor(any(urlPathEqualTo(path)).atPriority(1).willReturn(answer));
    }

    /** In the order they came. */
    List<LoggedRequest> received() {
        return findAll(anyRequestedFor(anyUrl()));
    }

    List<LoggedRequest> received(String path) {
        return findAll(anyRequestedFor(urlPathEqualTo(path)));
    }

    /** Fails unless the official library takes the request for genuine. */
    static void verify(LoggedRequest request, String secret)
            throws WebhookVerificationException, EmptyWebhookSecretException {
        var headers =
                request.getHeaders().all().stream()
                        .collect(Collectors.toMap(HttpHeader::key, HttpHeader::values));
        new Webhook(secret)
                .verify(
                        new String(request.getBody(), StandardCharsets.UTF_8),
                        HttpHeaders.of(headers, (_, _) -> true));
    }
}
