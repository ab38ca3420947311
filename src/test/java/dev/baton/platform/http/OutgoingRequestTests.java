package dev.baton.platform.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.URI;
import java.time.Duration;
import java.util.Map;

class OutgoingRequestTests {

    private static final URI URL = URI.create("https://api.example/v1?key=secret");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Host",
                "content-length",
                "Transfer-Encoding",
                "CONNECTION",
                "Upgrade",
                "Expect",
                "TE",
                "Trailer",
                "Accept-Encoding",
                "Proxy-Authorization",
                "",
                "X Y",
                "X:Y",
                "X\r\nY",
                "X\0",
                "Ünï"
            })
    void refusesHeadersThatAreNotTheCallers(String name) {
        assertThat(RequestHeaders.isAllowedName(name)).isFalse();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OutgoingRequest.get(URL).with(name, "x"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nHost: b", "a\nb", "a\rb", "a\0b", "\u007f", "ü", "ไทย"})
    void refusesValuesThatWouldBreakTheHead(String value) {
        assertThat(RequestHeaders.isAllowedValue(value)).isFalse();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OutgoingRequest.get(URL).with("X-Custom", value))
                .withMessageNotContaining(value);
    }

    @Test
    void allowsOrdinaryHeaders() {
        assertThat(RequestHeaders.isAllowedName("Authorization")).isTrue();
        assertThat(RequestHeaders.isAllowedName("x-custom_1.2")).isTrue();
        assertThat(RequestHeaders.isAllowedValue("Bearer a/b+c==; q=0.5\t")).isTrue();
        assertThat(RequestHeaders.isAllowedValue("")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "get", "GET /", "CONNECT", "TRACE", "PO\r\nST"})
    void refusesOtherMethods(String method) {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                new OutgoingRequest(
                                        method,
                                        URL,
                                        Map.of(),
                                        new byte[0],
                                        OutgoingLimits.DEFAULT));
    }

    @Test
    void tellsNoSecretWhenPrinted() {
        var request = OutgoingRequest.get(URL).with("Authorization", "Bearer secret");

        assertThat(request.toString()).contains("GET", "api.example").doesNotContain("secret");
    }

    @Test
    void refusesLimitsThatAreNone() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OutgoingLimits.DEFAULT.withTotal(Duration.ZERO));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OutgoingLimits.DEFAULT.withMaxBody(-1));
    }
}
