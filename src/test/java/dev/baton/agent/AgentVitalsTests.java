package dev.baton.agent;

import static dev.baton.agent.AgentFixtures.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.baton.SettableClock;
import dev.baton.ledger.Money;
import dev.baton.platform.Ids;
import dev.baton.tenant.TenantId;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import tools.jackson.databind.node.ObjectNode;

import java.time.Duration;
import java.util.List;

/** What an instance thinks of its agents, with the clock in hand. */
class AgentVitalsTests {

    private static final AgentProperties SETTINGS =
            new AgentProperties(
                    Duration.ofMillis(20),
                    10,
                    Duration.ofMinutes(10),
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(95),
                    Duration.ofSeconds(60));
    private static final AgentCondition GONE =
            AgentCondition.unusable("unreachable", "gone", Duration.ZERO);
    private static final AgentLimits TWO_PLACES =
            new AgentLimits(2, 100, Duration.ofSeconds(60), 0);

    private final SettableClock clock = new SettableClock();
    private final Kind near = new Kind("near", false);
    private final Kind distant = new Kind("distant", true);
    private final AgentCapacity capacity = new AgentCapacity(SETTINGS, (_, _) -> {}, clock);
    private final AgentVitals vitals =
            new AgentVitals(new AgentKinds(List.of(near, distant)), capacity, SETTINGS, clock);
    private final TenantId tenant = new TenantId(Ids.next());

    @Test
    void isBusyAtItsLimitAndActiveAgainBelow() {
        var agent = agent("near", TWO_PLACES);

        var first = acquire(agent);
        assertThat(vitals.status(agent)).isEqualTo(AgentStatus.ACTIVE);
        var second = acquire(agent);
        assertThat(vitals.status(agent)).isEqualTo(AgentStatus.BUSY);
        assertThat(vitals.health(agent).running()).isEqualTo(2);
        first.close();
        assertThat(vitals.status(agent)).isEqualTo(AgentStatus.ACTIVE);
        first.close();
        second.close();
        assertThat(capacity.running(agent.id())).isZero();
    }

    @Test
    void refusesWhoFindsNoPlaceInTime() {
        var agent = agent("near", new AgentLimits(1, 100, Duration.ofSeconds(60), 0));

        try (var _ = acquire(agent)) {
            assertThatExceptionOfType(AgentConcurrencyReached.class)
                    .isThrownBy(() -> acquire(agent))
                    .satisfies(
                            refusal -> {
                                assertThat(refusal.status()).isEqualTo(429);
                                assertThat(refusal.extensions()).containsEntry("concurrent", 1);
                                assertThat(refusal.retryAfter()).isPresent();
                            });
            assertThat(capacity.waiting(agent.id())).isZero();
        }
    }

    @Test
    void refusesWhoIsInterruptedWhileWaitingAndKeepsTheInterrupt() {
        var agent = agent("near", new AgentLimits(1, 100, Duration.ofSeconds(60), 0));
        try (var _ = acquire(agent)) {
            Thread.currentThread().interrupt();

            assertThatExceptionOfType(AgentConcurrencyReached.class)
                    .isThrownBy(() -> acquire(agent));
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void isInactiveAfterLongSilenceAndBackWithTheNextSignOfLife() {
        var agent = agent("distant", TWO_PLACES);
        vitals.checked(agent.id(), AgentCondition.usable(Duration.ofMillis(3)));
        assertThat(vitals.health(agent).lastHeartbeat()).isEqualTo(clock.instant());

        clock.advance(Duration.ofSeconds(95));
        vitals.checked(agent.id(), GONE);
        assertThat(vitals.status(agent)).isEqualTo(AgentStatus.ACTIVE);
        clock.advance(Duration.ofSeconds(1));
        assertThat(vitals.status(agent)).isEqualTo(AgentStatus.INACTIVE);
        assertThat(finding(agent)).isEqualTo("unreachable");

        vitals.finished(agent.id(), true, Duration.ofMillis(5));
        assertThat(vitals.status(agent)).isEqualTo(AgentStatus.ACTIVE);
    }

    @Test
    void isInactiveSinceItWasSilentForTooLongAndNotSinceItWasHeard() {
        var agent = agent("distant", TWO_PLACES);
        vitals.checked(agent.id(), AgentCondition.usable(Duration.ofMillis(3)));
        var heard = clock.instant();
        assertThat(vitals.inactiveSince(agent)).isNull();

        clock.advance(Duration.ofSeconds(30));
        vitals.checked(agent.id(), GONE);
        clock.advance(Duration.ofSeconds(70));
        vitals.checked(agent.id(), GONE);

        assertThat(vitals.status(agent)).isEqualTo(AgentStatus.INACTIVE);
        assertThat(vitals.inactiveSince(agent)).isEqualTo(heard.plusSeconds(95));
        vitals.finished(agent.id(), true, Duration.ofMillis(5));
        assertThat(vitals.inactiveSince(agent)).isNull();
    }

    @Test
    void isInactiveSinceSomebodyLookedForItAfterALongSilence() {
        var agent = agent("distant", TWO_PLACES);
        vitals.checked(agent.id(), AgentCondition.usable(Duration.ofMillis(3)));

        clock.advance(Duration.ofHours(1));
        vitals.checked(agent.id(), GONE);
        var found = clock.instant();
        clock.advance(Duration.ofSeconds(30));
        vitals.checked(agent.id(), GONE);

        assertThat(vitals.inactiveSince(agent)).isEqualTo(found);
    }

    @Test
    void isInactiveSinceANearOneWasFoundUnusable() {
        var agent = agent("near", TWO_PLACES);
        near.condition = AgentCondition.unusable("connection_off", "off", Duration.ZERO);
        assertThat(vitals.status(agent)).isEqualTo(AgentStatus.INACTIVE);
        var found = clock.instant();

        clock.advance(Duration.ofHours(1));

        assertThat(vitals.status(agent)).isEqualTo(AgentStatus.INACTIVE);
        assertThat(vitals.inactiveSince(agent)).isEqualTo(found);
        near.condition = AgentCondition.usable(Duration.ZERO);
        assertThat(vitals.status(agent)).isEqualTo(AgentStatus.ACTIVE);
        assertThat(vitals.inactiveSince(agent)).isNull();
    }

    @Test
    void takesALookAtANearAgentForNoSignOfLife() {
        var agent = agent("near", TWO_PLACES);
        assertThat(vitals.health(agent).lastHeartbeat()).isNull();

        vitals.finished(agent.id(), true, Duration.ofMillis(5));
        var answered = clock.instant();
        clock.advance(Duration.ofHours(1));

        assertThat(vitals.status(agent)).isEqualTo(AgentStatus.ACTIVE);
        assertThat(vitals.health(agent).lastHeartbeat()).isEqualTo(answered);
    }

    @Test
    void takesNobodyForDeadThatNobodyHasLookedFor() {
        var agent = agent("distant", TWO_PLACES);
        vitals.checked(agent.id(), GONE);
        vitals.finished(agent.id(), true, Duration.ofMillis(5));

        clock.advance(Duration.ofHours(1));

        assertThat(vitals.status(agent)).isEqualTo(AgentStatus.ACTIVE);
    }

    @Test
    void looksMoreRarelyForWhoIsDead() {
        var agent = agent("distant", TWO_PLACES);
        vitals.checked(agent.id(), GONE);
        clock.advance(Duration.ofSeconds(30));
        assertThat(vitals.needsCheck(agent)).as("one failure is no death").isTrue();

        clock.advance(Duration.ofSeconds(66));
        vitals.checked(agent.id(), GONE);
        clock.advance(Duration.ofSeconds(119));
        assertThat(vitals.needsCheck(agent)).isFalse();
        clock.advance(Duration.ofSeconds(1));
        assertThat(vitals.needsCheck(agent)).isTrue();
    }

    @Test
    void givesANewAgentTimeToBeHeardOf() {
        assertThat(vitals.status(agent("distant", TWO_PLACES))).isEqualTo(AgentStatus.ACTIVE);
    }

    @Test
    void isCheckedOnlyWhenNothingWasHeardLately() {
        var agent = agent("distant", TWO_PLACES);
        assertThat(vitals.needsCheck(agent)).isTrue();

        vitals.finished(agent.id(), true, Duration.ofMillis(5));
        assertThat(vitals.needsCheck(agent)).isFalse();
        clock.advance(Duration.ofSeconds(30));
        assertThat(vitals.needsCheck(agent)).isTrue();
    }

    @Test
    void asksANearAgentWheneverSomebodyLooks() {
        var agent = agent("near", TWO_PLACES);
        near.condition = AgentCondition.unusable("connection_off", "off", Duration.ZERO);

        assertThat(vitals.status(agent)).isEqualTo(AgentStatus.INACTIVE);
        assertThat(finding(agent)).isEqualTo("connection_off");
        near.condition = AgentCondition.usable(Duration.ZERO);
        assertThat(vitals.status(agent)).isEqualTo(AgentStatus.ACTIVE);
    }

    @Test
    void isInactiveWhileDisabled() {
        var agent = agent("near", TWO_PLACES);
        agent.enable(false, clock.instant());

        assertThat(vitals.status(agent)).isEqualTo(AgentStatus.INACTIVE);
        assertThat(finding(agent)).isEqualTo("disabled");
    }

    @Test
    void knowsNothingBeforeTheFirstCall() {
        var health = vitals.health(agent("distant", TWO_PLACES));

        assertThat(health.success()).isEmpty();
        assertThat(health.latency()).isEmpty();
        assertThat(health.lastHeartbeat()).isNull();
        assertThat(health.evidence()).isZero();
    }

    @Test
    void weighsCallsByTheirAge() {
        var agent = agent("near", TWO_PLACES);
        vitals.finished(agent.id(), false, Duration.ZERO);
        clock.advance(Duration.ofMinutes(10));
        vitals.finished(agent.id(), true, Duration.ofMillis(400));

        var health = vitals.health(agent);

        assertThat(health.success().orElseThrow()).isCloseTo(1 / 1.5, within(1e-9));
        assertThat(health.evidence()).isCloseTo(1.5, within(1e-9));
        assertThat(health.latency()).hasValue(Duration.ofMillis(400));
        clock.advance(Duration.ofMinutes(10));
        assertThat(vitals.health(agent).evidence()).isCloseTo(0.75, within(1e-9));
    }

    @Test
    void takesNoLatencyFromFailures() {
        var agent = agent("near", TWO_PLACES);
        vitals.finished(agent.id(), true, Duration.ofMillis(100));
        vitals.finished(agent.id(), false, Duration.ofMinutes(1));

        assertThat(vitals.health(agent).latency()).hasValue(Duration.ofMillis(100));
        assertThat(vitals.health(agent).success()).hasValue(0.5);
    }

    @Test
    void averagesWhatCallsCostInEachCurrencyByItself() {
        var agent = agent("near", TWO_PLACES).id();
        assertThat(vitals.averageCost(agent, "USD")).isNull();

        vitals.charged(agent, new Money(1_000, "USD"));
        vitals.charged(agent, new Money(3_000, "USD"));
        vitals.charged(agent, new Money(90_000, "THB"));

        assertThat(vitals.averageCost(agent, "USD")).isEqualTo(2_000);
        assertThat(vitals.averageCost(agent, "THB")).isEqualTo(90_000);
        assertThat(vitals.averageCost(agent, "EUR")).isNull();
    }

    @Test
    void forgetsAnAgentThatIsGone() {
        var agent = agent("near", TWO_PLACES);
        vitals.finished(agent.id(), true, Duration.ofMillis(100));

        vitals.forget(agent.id());

        assertThat(vitals.health(agent).success()).isEmpty();
    }

    private @Nullable String finding(Agent agent) {
        var inactive = vitals.health(agent).inactive();
        return inactive == null ? null : inactive.finding();
    }

    private AgentCapacity.Permit acquire(Agent agent) {
        return capacity.acquire(agent, tenant, clock.instant().plusSeconds(30));
    }

    /** A kind that can do nothing but be asked how it is; a near one is metered. */
    private static final class Kind implements AgentKind {

        private final String name;
        private final boolean far;
        private AgentCondition condition = AgentCondition.usable(Duration.ZERO);

        private Kind(String name, boolean far) {
            this.name = name;
            this.far = far;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public boolean hasHeartbeat() {
            return far;
        }

        @Override
        public boolean pricedByRequest() {
            return far;
        }

        @Override
        public ObjectNode configure(
                AgentId agent, ObjectNode wanted, @Nullable ObjectNode current) {
            return wanted;
        }

        @Override
        public ObjectNode shown(ObjectNode configuration) {
            return configuration;
        }

        @Override
        public PreparedCall prepare(Agent agent, AgentCall call) {
            throw new UnsupportedOperationException();
        }

        @Override
        public AgentCondition check(Agent agent) {
            return condition;
        }
    }
}
