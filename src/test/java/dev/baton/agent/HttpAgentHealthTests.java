package dev.baton.agent;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.absent;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static dev.baton.agent.AgentFixtures.json;
import static dev.baton.agent.HttpAgents.NO_RETRY;
import static dev.baton.agent.HttpAgents.reasonOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.SettableClock;
import dev.baton.TestPeople;
import dev.baton.model.CallFailed.Reason;
import dev.baton.tenant.TenantId;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

/** Whether an agent's server is alive, and how often it is asked. */
@Tag("database")
@SpringBootTest
@Timeout(60)
class HttpAgentHealthTests {

    private static final AgentProperties SETTINGS =
            new AgentProperties(
                    Duration.ofSeconds(1),
                    10,
                    Duration.ofMinutes(10),
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(95),
                    Duration.ofSeconds(60));

    @RegisterExtension static final RemoteAgent REMOTE = new RemoteAgent();

    @Autowired private HttpAgents agents;
    @Autowired private AgentKinds kinds;
    @Autowired private AgentStore store;
    @Autowired private TestPeople people;

    private TenantId tenant;

    @BeforeEach
    void somebody() {
        tenant = people.tenant().id();
    }

    @ParameterizedTest
    @CsvSource({"200, true", "404, true", "405, true", "500, false", "503, false"})
    void takesAnyAnswerButAServerErrorForASignOfLife(int status, boolean alive) {
        REMOTE.stubFor(get("/agent").willReturn(aResponse().withStatus(status)));
        var agent = agents.create(tenant, NO_RETRY, REMOTE.secured());

        assertThat(kinds.of(agent).check(agent).usable()).isEqualTo(alive);

        REMOTE.verify(getRequestedFor(urlEqualTo("/agent")).withHeader("X-Secret", absent()));
    }

    @Test
    void asksItsHealthAddressWhenItHasOne() {
        REMOTE.stubFor(get("/health").willReturn(aResponse().withStatus(204)));
        var agent =
                agents.create(
                        tenant,
                        NO_RETRY,
                        json(
                                "{'url': '%s', 'health_url': '%s'}"
                                        .formatted(REMOTE.address(), REMOTE.url("/health"))));

        assertThat(kinds.of(agent).check(agent).usable()).isTrue();
    }

    @Test
    void findsAnAddressWhereNobodyIs() {
        var agent = agents.create(tenant, NO_RETRY, json("{'url': 'http://127.0.0.1:59998/'}"));

        var condition = kinds.of(agent).check(agent);

        assertThat(condition.usable()).isFalse();
        assertThat(condition.finding()).isEqualTo("unreachable");
        assertThat(reasonOf(() -> agents.call(agent, "Hi").answer())).isEqualTo(Reason.UNREACHABLE);
    }

    @Test
    void hearsOfItsAgentsByAsking() {
        REMOTE.stubFor(get("/agent").willReturn(aResponse().withStatus(200)));
        var agent = agents.create(tenant, NO_RETRY, REMOTE.plain());
        var clock = new SettableClock();
        var vitals = vitals(clock);
        var heartbeat = new AgentHeartbeat(store, kinds, vitals, (_, _) -> {}, SETTINGS);

        heartbeat.beat(in(Duration.ofSeconds(20)));
        assertThat(vitals.health(agent).lastHeartbeat()).isNotNull();
        REMOTE.stubFor(get("/agent").willReturn(aResponse().withStatus(503)));
        clock.advance(Duration.ofSeconds(96));
        heartbeat.beat(in(Duration.ofSeconds(20)));
        assertThat(vitals.status(agent)).isEqualTo(AgentStatus.INACTIVE);

        REMOTE.stubFor(get("/agent").willReturn(aResponse().withStatus(200)));
        clock.advance(Duration.ofMinutes(2));
        heartbeat.beat(in(Duration.ofSeconds(20)));
        assertThat(vitals.status(agent)).isEqualTo(AgentStatus.ACTIVE);
    }

    @Test
    void hearsOfOneTenantsAgentsThoughAnothersAnswerSlowly() {
        REMOTE.stubFor(get("/agent").willReturn(aResponse().withStatus(200)));
        REMOTE.stubFor(get("/slow").willReturn(aResponse().withStatus(200).withFixedDelay(2_500)));
        var slow = json("{'url': '%s'}".formatted(REMOTE.url("/slow")));
        var line = Stream.generate(() -> agents.create(tenant, NO_RETRY, slow)).limit(30).toList();
        tenant = people.tenant().id();
        var healthy = agents.create(tenant, NO_RETRY, REMOTE.plain());
        var vitals = vitals(new SettableClock());

        new AgentHeartbeat(store, kinds, vitals, (_, _) -> {}, SETTINGS).beat(in(Duration.ofSeconds(2)));

        assertThat(vitals.health(healthy).lastHeartbeat()).isNotNull();
        assertThat(line)
                .filteredOn(agent -> vitals.health(agent).lastHeartbeat() != null)
                .hasSize(4);
    }

    private AgentVitals vitals(SettableClock clock) {
        return new AgentVitals(kinds, new AgentCapacity(SETTINGS, (_, _) -> {}, clock), SETTINGS, clock);
    }

    private static long in(Duration time) {
        return System.nanoTime() + time.toNanos();
    }
}
