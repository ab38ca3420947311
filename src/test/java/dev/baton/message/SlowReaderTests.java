package dev.baton.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.baton.agent.AgentCapacity;
import dev.baton.agent.AgentId;
import dev.baton.ledger.UsageStatus;
import dev.baton.message.MessageFixture.Caller;
import dev.baton.model.Timeouts;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Who asks for a stream and does not read it holds its agent's place for a moment only. */
@ServerTest
class SlowReaderTests {

    /** Much less than the agent's own patience, more than a reader's in these tests. */
    private static final Duration SOON = Duration.ofSeconds(12);

    @Autowired private MessageFixture fixture;
    @Autowired private AgentCapacity capacity;

    private Caller caller;

    @BeforeEach
    void somebody() {
        caller = fixture.caller();
    }

    @Test
    void freesThePlaceAndEndsTheCallOfAStreamThatNobodyReads() throws Exception {
        try (var provider =
                        new ScriptedProvider(
                                line -> {
                                    line.stream();
                                    while (true) {
                                        line.say("word ".repeat(200));
                                    }
                                });
                var socket = new Socket()) {
            AgentId agent =
                    fixture.remote(caller.tenant(), "remote", provider.url(), Timeouts.DEFAULT)
                            .id();
            askAndReadNothing(socket);
            await().until(() -> capacity.running(agent) == 1);

            await().atMost(SOON).until(() -> capacity.running(agent) == 0);

            assertThat(provider.wasLeftWithin(1_000)).isTrue();
            await().untilAsserted(
                            () ->
                                    assertThat(fixture.allUsage(caller.tenant()))
                                            .singleElement()
                                            .satisfies(
                                                    call -> {
                                                        assertThat(call.status())
                                                                .isEqualTo(UsageStatus.CANCELLED);
                                                        assertThat(call.tokensOut())
                                                                .isPositive();
                                                        assertThat(call.costNanos()).isPositive();
                                                    }));
        }
    }

    private void askAndReadNothing(Socket socket) throws Exception {
        var body =
                "{\"model\":\"remote\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}";
        socket.setReceiveBufferSize(4096);
        socket.connect(new InetSocketAddress("127.0.0.1", fixture.port()));
        var request =
                "POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
                        .formatted(caller.client().token(), body.length(), body);
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    }
}
