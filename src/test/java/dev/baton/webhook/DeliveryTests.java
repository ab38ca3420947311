package dev.baton.webhook;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.stubbing.Scenario;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import dev.baton.TestPeople;
import dev.baton.event.EventLog;
import dev.baton.platform.database.RetryingTransactions;
import dev.baton.tenant.TenantId;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;

/** From an event to the receiver, by the running program. */
@Tag("database")
@SpringBootTest
@AutoConfigureMockMvc
class DeliveryTests {

    @RegisterExtension static final Receiver RECEIVER = new Receiver();

    @Autowired private WebhookBench bench;
    @Autowired private WebhookDesk desk;
    @Autowired private DeliveryDesk deliveries;
    @Autowired private EventLog events;
    @Autowired private RetryingTransactions transactions;
    private TenantId tenant;

    @BeforeEach
    void forget() {
        RECEIVER.resetAll();
        tenant = bench.tenant();
    }

    @Test
    void isSignedAsTheOfficialLibraryChecksIt() throws Exception {
        RECEIVER.answers(200);
        var created = create(RECEIVER.url(), "agent.updated");

        bench.append(tenant, "agent.updated", 1);

        var request = awaitRequests(1).getFirst();
        Receiver.verify(request, created.secret());
        assertThat(request.getMethod().getName()).isEqualTo("POST");
        assertThat(request.getHeader("Content-Type")).isEqualTo("application/json");
        assertThat(request.getHeader("User-Agent")).isEqualTo("Baton");
        assertThat(request.getHeader("webhook-sequence")).isEqualTo("1");
        assertThat(request.getBodyAsString())
                .contains("\"type\":\"agent.updated\"", "\"greeting\":\"สวัสดี ¡hola!\"")
                .contains("\"id\":\"" + request.getHeader("webhook-id").substring(4) + "\"");
        awaitStatus(created.endpoint().id(), DeliveryStatus.DELIVERED, 1);
    }

    @Test
    void isNotGenuineWithAnotherSecretOrBody() throws Exception {
        RECEIVER.answers(200);
        var created = create(RECEIVER.url(), "agent.updated");
        var other = create(RECEIVER.url("/other"), "agent.created");

        bench.append(tenant, "agent.updated", 1);

        var request = awaitRequests(1).getFirst();
        Receiver.verify(request, created.secret());
        assertThatThrownBy(() -> Receiver.verify(request, other.secret()))
                .isInstanceOf(WebhookVerificationException.class);
    }

    @Test
    void isSignedAnewOnEachAttemptWithIdAndBodyUnchanged() throws Exception {
        RECEIVER.stubFor(
                post("/hook")
                        .inScenario("twice")
                        .whenScenarioStateIs(Scenario.STARTED)
                        .willReturn(aResponse().withStatus(500))
                        .willSetStateTo("back"));
        RECEIVER.stubFor(
                post("/hook")
                        .inScenario("twice")
                        .whenScenarioStateIs("back")
                        .willReturn(aResponse().withStatus(200)));
        var created = create(RECEIVER.url(), "agent.updated");

        bench.append(tenant, "agent.updated", 1);

        var requests = awaitRequests(2);
        for (var request : requests) {
            Receiver.verify(request, created.secret());
        }
        assertThat(requests).extracting(it -> it.getHeader("webhook-id")).hasSize(2).containsOnly(
                requests.getFirst().getHeader("webhook-id"));
        assertThat(requests).extracting(LoggedRequest::getBodyAsString).containsOnly(
                requests.getFirst().getBodyAsString());
        var apart =
                Long.parseLong(requests.get(1).getHeader("webhook-timestamp"))
                        - Long.parseLong(requests.get(0).getHeader("webhook-timestamp"));
        assertThat(apart).isBetween(4L, 12L);
        awaitStatus(created.endpoint().id(), DeliveryStatus.DELIVERED, 1);
    }

    @Test
    void happensOnlyIfTheChangeIsCommitted() {
        RECEIVER.answers(200);
        create(RECEIVER.url(), "agent.updated");

        assertThatThrownBy(
                        () ->
                                transactions.run(
                                        () -> {
                                            events.append(
                                                    WebhookBench.event(tenant, "agent.updated", 1));
                                            throw new IllegalStateException("the change failed");
                                        }))
                .hasMessage("the change failed");
        bench.append(tenant, "agent.updated", 1);

        awaitRequests(1);
        var all = events.after(tenant, 0, 10);
        assertThat(all).extracting(it -> it.sequence()).containsExactly(1L, 2L);
        await().during(Duration.ofMillis(400)).until(() -> RECEIVER.received().size() == 1);
    }

    @Test
    void ofAnEndpointAMomentOldIsNotMissed() {
        RECEIVER.answers(200);
        for (var round = 1; round <= 10; round++) {
            // An event just before makes every cache of the tenant's endpoints a fresh one.
            bench.append(tenant, "agent.deleted", 1);
            create(RECEIVER.url("/" + round), "agent.updated");
            bench.append(tenant, "agent.updated", 1);
            var path = "/" + round;
            await().until(() -> !RECEIVER.received(path).isEmpty());
        }
        assertThat(RECEIVER.received("/1")).hasSizeGreaterThanOrEqualTo(9);
    }

    @Test
    void isHeldWhilePausedAndSentInOrderOnReturn() {
        RECEIVER.answers(200);
        var id = create(RECEIVER.url(), "agent.updated").endpoint().id();
        var by = TestPeople.operator(tenant);
        desk.pause(id, by);
        bench.append(tenant, "agent.updated", 1_200);
        await().until(() -> bench.count(id, DeliveryStatus.HELD) == 1_200);
        assertThat(deliveries.backlog(id).held()).as("counted no further").isEqualTo(1_001);
        assertThat(RECEIVER.received()).isEmpty();

        desk.activate(id, by);
        bench.append(tenant, "agent.updated", 1);

        await().atMost(Duration.ofSeconds(60))
                .until(() -> deliveries.backlog(id).equals(Backlog.NONE));
        assertThat(RECEIVER.received())
                .extracting(it -> Long.parseLong(it.getHeader("webhook-sequence")))
                .hasSize(1_201)
                .doesNotHaveDuplicates()
                .contains(1L, 1_201L);
    }

    @Test
    void toOneEndpointDoesNotWaitForAnotherThatIsDead() {
        RECEIVER.answers(200);
        RECEIVER.answers("/dead", aResponse().withStatus(200).withFixedDelay(15_000));
        var dead = create(RECEIVER.url("/dead"), "agent.updated").endpoint().id();
        var alive = create(RECEIVER.url("/alive"), "agent.updated").endpoint().id();
        var neighbour = bench.tenant();
        var settings =
                new EndpointSettings(
                        RECEIVER.url("/neighbour"), "", List.of("agent.updated"), List.of());
        desk.create(neighbour, settings, TestPeople.operator(neighbour));

        bench.append(tenant, "agent.updated", 200);
        bench.append(neighbour, "agent.updated", 200);

        await().atMost(Duration.ofSeconds(14))
                .until(
                        () ->
                                RECEIVER.received("/alive").size() == 200
                                        && RECEIVER.received("/neighbour").size() == 200);
        awaitStatus(alive, DeliveryStatus.DELIVERED, 200);
        assertThat(deliveries.backlog(dead).pending()).as("none is done yet").isEqualTo(200);
        desk.delete(dead, TestPeople.operator(tenant));
    }

    @Test
    void ofAnEndpointDeletedMeanwhileIsForgotten() {
        RECEIVER.answers(aResponse().withStatus(500));
        var id = bench.due(RECEIVER.url(), 2);
        bench.send(id);

        bench.delete(id);

        bench.clock.advance(Duration.ofHours(1));
        assertThat(bench.send(id)).isEqualTo(2);
        assertThat(bench.send(id)).isZero();
        assertThat(RECEIVER.received()).hasSize(2);
    }

    private WebhookDesk.Created create(String url, String... patterns) {
        var settings = new EndpointSettings(url, "", List.of(patterns), List.of());
        return desk.create(tenant, settings, TestPeople.operator(tenant));
    }

    private List<LoggedRequest> awaitRequests(int count) {
        await().atMost(Duration.ofSeconds(20)).until(() -> RECEIVER.received().size() >= count);
        return RECEIVER.received();
    }

    private void awaitStatus(EndpointId id, DeliveryStatus status, int count) {
        await().atMost(Duration.ofSeconds(15))
                .until(() -> deliveries.list(id, status, null, 500).data().size() == count);
    }
}
