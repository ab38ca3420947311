package dev.baton.platform.http;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;

import dev.baton.platform.http.OutgoingFailure.Kind;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** The same promises against a complete web server. */
@Timeout(60)
class OutgoingHttpWireMockTests {

    @RegisterExtension
    static final WireMockExtension SERVER =
            WireMockExtension.newInstance().options(options().dynamicPort()).build();

    private final OutgoingHttp http = OutgoingHttpFixtures.loopbackAllowed();

    @AfterEach
    void leavesNoConnectionInUse() {
        await().until(() -> http.stats().getLeased() == 0);
        http.close();
    }

    @Test
    void exchangesJson() throws Exception {
        SERVER.stubFor(
                any(anyUrl())
                        .willReturn(
                                aResponse()
                                        .withStatus(201)
                                        .withHeader(
                                                "Content-Type", "Application/JSON; charset=utf-8")
                                        .withBody("{\"saludo\":\"¡hola!\"}")));

        var response = http.send(post("{\"a\": 1}"));

        assertThat(response.status()).isEqualTo(201);
        assertThat(response.headers().mediaType()).isEqualTo("application/json");
        assertThat(response.text()).isEqualTo("{\"saludo\":\"¡hola!\"}");
        SERVER.verify(
                postRequestedFor(urlEqualTo("/hook"))
                        .withHeader("Accept-Encoding", equalTo("identity"))
                        .withRequestBody(equalToJson("{\"a\": 1}")));
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void everyFaultIsAFailureAfterSending(Fault fault) {
        SERVER.stubFor(any(anyUrl()).willReturn(aResponse().withFault(fault)));

        var failure = failure(OutgoingLimits.DEFAULT);

        assertThat(failure.kind()).isIn(Kind.RESET, Kind.PROTOCOL);
        assertThat(failure.sent()).isTrue();
        SERVER.verify(1, postRequestedFor(anyUrl()));
    }

    @Test
    void slowAnswerEndsWithItsLimit() {
        SERVER.stubFor(any(anyUrl()).willReturn(aResponse().withFixedDelay(3_000)));

        assertThat(failure(OutgoingLimits.DEFAULT.withFirstByte(Duration.ofMillis(200))).kind())
                .isEqualTo(Kind.TIMEOUT_FIRST_BYTE);
    }

    @Test
    void dribbledAnswerEndsWithTheTotalLimit() {
        SERVER.stubFor(
                any(anyUrl())
                        .willReturn(
                                aResponse()
                                        .withBody("x".repeat(50))
                                        .withChunkedDribbleDelay(50, 5_000)));

        assertThat(failure(OutgoingLimits.DEFAULT.withTotal(Duration.ofMillis(700))).kind())
                .isEqualTo(Kind.TIMEOUT_TOTAL);
    }

    @Test
    void followsNoRedirect() throws Exception {
        SERVER.stubFor(
                any(urlEqualTo("/hook"))
                        .willReturn(
                                aResponse()
                                        .withStatus(307)
                                        .withHeader("Location", SERVER.url("/other"))));

        assertThat(http.send(post("{}")).status()).isEqualTo(307);
        SERVER.verify(0, postRequestedFor(urlEqualTo("/other")));
    }

    private OutgoingFailure failure(OutgoingLimits limits) {
        return catchThrowableOfType(
                OutgoingFailure.class, () -> http.send(post("{}").within(limits)));
    }

    private static OutgoingRequest post(String json) {
        return OutgoingRequest.post(
                URI.create(SERVER.url("/hook")),
                "application/json",
                json.getBytes(StandardCharsets.UTF_8));
    }
}
