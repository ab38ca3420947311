package dev.baton.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.baton.ConsoleBrowser;
import dev.baton.LogLines;
import dev.baton.TestPeople;
import dev.baton.message.MessageFixture;
import dev.baton.message.MessageFixture.Caller;
import dev.baton.message.ServerTest;
import dev.baton.tenant.Role;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/** What is done for a request after it was answered is logged and found under the request's ids. */
@ServerTest
class LaterWorkLogsTests {

    @RegisterExtension static final Receiver RECEIVER = new Receiver();

    @Autowired private MessageFixture fixture;
    @Autowired private WebhookDesk desk;
    @Autowired private DeliveryDesk deliveries;
    @Autowired private MockMvcTester mvc;
    @Autowired private TestPeople people;

    private Caller caller;

    @BeforeEach
    void somebody() {
        RECEIVER.resetAll();
        RECEIVER.answers(200);
        caller = fixture.caller();
    }

    @Test
    void nameTheRequestThatLeftAMessageForLater() {
        fixture.remote(caller.tenant(), "down", "http://127.0.0.1:1025/v1", MessageFixture.HASTY);
        try (var lines = LogLines.of("dev.baton.work")) {
            var accepted =
                    caller.client()
                            .ask(
                                    "{'agent':'down','input':'x'}",
                                    "Prefer",
                                    "respond-async",
                                    "X-Correlation-Id",
                                    "order-4711");
            var message = accepted.json().path("id").asString();

            await().untilAsserted(
                            () -> assertThat(lines.ofWork("message/" + message)).isNotEmpty());
            assertThat(lines.ofWork("message/" + message))
                    .allSatisfy(
                            facts ->
                                    assertThat(facts)
                                            .containsEntry("trace_id", accepted.trace())
                                            .containsEntry("correlation_id", "order-4711")
                                            .containsEntry(
                                                    "tenant_id", caller.tenant().toString()));
            assertThat(trace(accepted.trace())).contains(message);
        }
    }

    @Test
    void nameTheRequestThatADeliveryTellsOf() {
        var settings =
                new EndpointSettings(
                        RECEIVER.url(), "", List.of("message.completed"), List.of());
        var operator = TestPeople.operator(caller.tenant());
        var endpoint = desk.create(caller.tenant(), settings, operator).endpoint().id();
        try (var lines = LogLines.of("org.springframework.jdbc.core")) {
            var answer = caller.client().ask("{'agent':'echo','input':'x'}");
            await().atMost(Duration.ofSeconds(20))
                    .until(
                            () ->
                                    !deliveries
                                            .list(endpoint, DeliveryStatus.DELIVERED, null, 10)
                                            .data()
                                            .isEmpty());
            var delivery = deliveries.list(endpoint, null, null, 10).data().getFirst().id();

            await().untilAsserted(
                            () ->
                                    assertThat(named(lines.ofWork("delivery/" + delivery)))
                                            .isNotEmpty()
                                            .allSatisfy(
                                                    facts ->
                                                            assertThat(facts)
                                                                    .containsEntry(
                                                                            "trace_id",
                                                                            answer.trace())
                                                                    .containsEntry(
                                                                            "correlation_id",
                                                                            answer.trace())));
            assertThat(trace(answer.trace()))
                    .contains(answer.json().path("id").asString(), delivery.toString());
        }
    }

    /** Before the row is read nobody can know what it goes on with. */
    private static List<Map<String, String>> named(List<Map<String, String>> lines) {
        return lines.stream().filter(facts -> facts.containsKey("trace_id")).toList();
    }

    private String trace(String id) {
        var browser = new ConsoleBrowser(mvc);
        browser.signIn(
                people.person(caller.tenant(), Role.TENANT_ADMIN).email(), TestPeople.PASSWORD);
        return ConsoleBrowser.body(browser.open("/traces/" + id));
    }
}
