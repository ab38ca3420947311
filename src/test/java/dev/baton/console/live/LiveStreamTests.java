package dev.baton.console.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.baton.TestPeople;
import dev.baton.agent.AgentRegistry;
import dev.baton.agent.AgentSettings;
import dev.baton.agent.NewAgent;
import dev.baton.event.ChangeSignals;
import dev.baton.event.EventLog;
import dev.baton.event.EventType;
import dev.baton.event.NewEvent;
import dev.baton.identity.SignedInSessions;
import dev.baton.platform.database.RetryingTransactions;
import dev.baton.tenant.Role;
import dev.baton.tenant.TenantDirectory;
import dev.baton.tenant.TenantId;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.node.JsonNodeFactory;

/** What an open page is told, and when nobody is told any more. */
@Tag("database")
@Isolated
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class LiveStreamTests {

    @LocalServerPort int port;
    @Autowired TestPeople people;
    @Autowired AgentRegistry agents;
    @Autowired ChangeSignals signals;
    @Autowired SignedInSessions sessions;
    @Autowired TenantDirectory tenants;
    @Autowired EventLog events;
    @Autowired RetryingTransactions transactions;
    @Autowired JdbcTemplate jdbc;
    @Autowired Clock clock;

    private TestPeople.Person ana;
    private Listener listener;

    @BeforeEach
    void somebodyListens() throws Exception {
        ana = people.person(people.tenant().id(), Role.TENANT_OWNER);
        listener = Listener.signedIn(port, ana);
        listener.listen();
        listener.await("beat");
    }

    @AfterEach
    void leave() {
        listener.close();
    }

    @Test
    void tellsWhatKindOfThingsChanged() {
        createAgent(ana);

        assertThat(listener.await("changed")).isEqualTo("agents");
    }

    @Test
    void tellsAPageWhatChangedSinceItWasAskedFor() throws Exception {
        var asked = clock.millis();
        signals.changed(ana.tenant(), "deliveries");
        listener.await("changed");

        try (var older = Listener.signedIn(port, ana);
                var newer = Listener.signedIn(port, ana)) {
            older.listenSince(asked);
            assertThat(older.await("changed")).isEqualTo("deliveries");

            newer.listenSince(clock.millis() + 1);
            newer.await("beat");
            signals.changed(ana.tenant(), "runs");
            assertThat(newer.await("changed")).isEqualTo("runs");
        }
    }

    @Test
    void tellsNothingOfAnotherTenant() {
        var stranger = people.person(people.tenant().id(), Role.TENANT_OWNER);
        createAgent(stranger);
        awaitHeard(stranger.tenant());

        signals.changed(ana.tenant(), "deliveries");

        assertThat(listener.await("changed")).isEqualTo("deliveries");
    }

    @Test
    void tellsEverybodyOfAgentsThatMayBeShared() {
        agents.create(echo(), TestPeople.operator(TenantId.PLATFORM));

        assertThat(listener.await("changed")).isEqualTo("agents");
    }

    @Test
    void endsWithTheTenantsWork() {
        tenants.suspend(ana.tenant(), TestPeople.operator(TenantId.PLATFORM));

        assertThat(listener.await("end")).isEqualTo("ended");
    }

    @Test
    void endsWithTheSession() throws Exception {
        sessions.endAll(ana.id(), null);

        assertThat(listener.await("end")).isEqualTo("ended");
        assertThat(listener.status()).isEqualTo(401);
    }

    @Test
    void goesOnWhenTheDatabaseCannotSayWhetherItMay() {
        jdbc.execute("RENAME TABLE SPRING_SESSION_ATTRIBUTES TO SPRING_SESSION_AWAY");
        try {
            changed(ana);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> listener.times("beat") > 1);
        } finally {
            jdbc.execute("RENAME TABLE SPRING_SESSION_AWAY TO SPRING_SESSION_ATTRIBUTES");
        }

        signals.changed(ana.tenant(), "deliveries");

        assertThat(listener.await("changed")).isEqualTo("deliveries");
    }

    @Test
    void asksAgainOnlyForThoseThatSomethingHasChangedFor() {
        var begun = System.nanoTime();
        changed(people.person(ana.tenant(), Role.VIEWER));
        signals.changed(ana.tenant(), "deliveries");
        listener.await("changed");

        // Later the next beat may have come by itself.
        assumeThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(8));
        assertThat(listener.times("beat")).isEqualTo(1);
    }

    @Test
    void givesOnePersonSoManyStreamsAndNoMore() throws Exception {
        for (var n = 1; n <= LiveStreams.MOST_OF_A_PERSON; n++) {
            listener.another();
        }

        assertThat(listener.await("end")).isEqualTo("crowded");
    }

    private void changed(TestPeople.Person person) {
        transactions.run(
                () ->
                        events.append(
                                new NewEvent(
                                        TenantId.PLATFORM,
                                        EventType.internally("account.changed"),
                                        person.id().value(),
                                        Map.of(),
                                        null)));
    }

    private void createAgent(TestPeople.Person owner) {
        agents.create(echo(), owner.actor());
    }

    /** Whoever hears one event has heard all before it. */
    private void awaitHeard(TenantId tenant) {
        try (var other = Listener.signedIn(port, people.person(tenant, Role.VIEWER))) {
            other.listen();
            other.await("beat");
            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .pollInterval(Duration.ofMillis(500))
                    .until(
                            () -> {
                                signals.changed(tenant, "messages");
                                return other.hasHeard("changed");
                            });
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static NewAgent echo() {
        return new NewAgent(
                "echo",
                AgentSettings.named("echo-" + TestPeople.unique()),
                JsonNodeFactory.instance.objectNode());
    }
}
