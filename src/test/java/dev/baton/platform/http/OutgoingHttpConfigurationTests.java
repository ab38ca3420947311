package dev.baton.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.platform.BadConfiguration;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import java.net.URI;
import java.util.Optional;

/** What the variables do, read through {@code application.yml} as the program reads them. */
class OutgoingHttpConfigurationTests {

    private static final URI LOOPBACK = URI.create("http://127.0.0.1:8080/");

    private final ApplicationContextRunner context =
            new ApplicationContextRunner()
                    .withInitializer(new ConfigDataApplicationContextInitializer())
                    .withUserConfiguration(Wiring.class);

    @ParameterizedTest
    @CsvSource({
        "development, '', true",
        "development, false, false",
        "staging, '', false",
        "staging, true, true",
        "production, '', false",
        "production, false, false"
    })
    void loopbackIsOpenInDevelopmentOrWhenAsked(String environment, String asked, boolean open) {
        context.withPropertyValues("ENVIRONMENT=" + environment, "OUTBOUND_ALLOW_LOOPBACK=" + asked)
                .run(
                        it ->
                                assertThat(it.getBean(OutgoingHttp.class).refusal(LOOPBACK))
                                        .isEqualTo(
                                                open
                                                        ? Optional.empty()
                                                        : Optional.of(RefusalReason.LOOPBACK)));
    }

    @Test
    void operatorOpensSeveralRanges() {
        context.withPropertyValues(
                        "ENVIRONMENT=production", "OUTBOUND_ALLOWED_RANGES=10.1.0.0/16, fd12::/16")
                .run(
                        it -> {
                            var http = it.getBean(OutgoingHttp.class);
                            assertThat(http.refusal(URI.create("http://10.1.2.3/"))).isEmpty();
                            assertThat(http.refusal(URI.create("http://[fd12::1]/"))).isEmpty();
                            assertThat(http.refusal(URI.create("http://10.2.0.1/"))).isPresent();
                        });
    }

    @ParameterizedTest
    @CsvSource({
        "OUTBOUND_ALLOW_LOOPBACK, true",
        "OUTBOUND_ALLOW_LOOPBACK, yes",
        "OUTBOUND_ALLOWED_RANGES, 127.0.0.0/8",
        "OUTBOUND_ALLOWED_RANGES, 0.0.0.0/0",
        "OUTBOUND_ALLOWED_RANGES, intranet",
        "OUTBOUND_MAX_CONNECTIONS, 0",
        "OUTBOUND_MAX_CONNECTIONS_PER_HOST, 0",
        "OUTBOUND_KEEP_ALIVE, 0s"
    })
    void wrongValueStopsTheStartAndNamesTheVariable(String variable, String value) {
        context.withPropertyValues("ENVIRONMENT=production", variable + "=" + value)
                .run(
                        it -> {
                            assertThat(it).hasFailed();
                            assertThat(it.getStartupFailure())
                                    .rootCause()
                                    .isInstanceOf(BadConfiguration.class)
                                    .hasMessageContaining(variable);
                        });
    }

    @Test
    void poolIsExported() throws Exception {
        try (var http = OutgoingHttpFixtures.loopbackAllowed();
                var peer = Peer.answering(Peer.ok("hello"))) {
            var registry = new SimpleMeterRegistry();
            new OutgoingHttpMetrics(http).bindTo(registry);
            try (var _ = http.open(OutgoingRequest.get(peer.url()))) {
                assertThat(registry.get("baton.http.pool.leased").gauge().value()).isEqualTo(1);
                assertThat(registry.get("baton.http.calls").gauge().value()).isEqualTo(1);
            }
            http.send(OutgoingRequest.get(peer.url()));

            assertThat(registry.get("baton.http.pool.leased").gauge().value()).isZero();
            assertThat(registry.get("baton.http.pool.idle").gauge().value()).isEqualTo(1);
            assertThat(registry.get("baton.http.pool.waiting").gauge().value()).isZero();
            assertThat(registry.get("baton.http.pool.opened").functionCounter().count())
                    .isEqualTo(2);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties(OutgoingHttpProperties.class)
    @Import(OutgoingHttpConfiguration.class)
    static class Wiring {}
}
