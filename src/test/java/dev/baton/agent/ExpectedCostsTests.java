package dev.baton.agent;

import static dev.baton.agent.AgentFixtures.demo;
import static dev.baton.agent.AgentFixtures.nothing;
import static dev.baton.agent.AgentFixtures.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.TestPeople;
import dev.baton.ledger.Money;
import dev.baton.model.ExchangeDesk;
import dev.baton.model.NewRate;
import dev.baton.tenant.Actor;
import dev.baton.tenant.TenantId;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

import tools.jackson.databind.node.ObjectNode;

import java.math.BigDecimal;
import java.util.Set;

/** What one agent of the platform costs tenants that pay in different currencies. */
@Tag("database")
@SpringBootTest
class ExpectedCostsTests {

    private static final Actor OPERATOR = TestPeople.operator(TenantId.PLATFORM);

    @Autowired private ExpectedCosts costs;
    @Autowired private AgentVitals vitals;
    @Autowired private AgentRegistry registry;
    @Autowired private ExchangeDesk exchange;
    @Autowired private TestPeople people;

    @Test
    void convertsThePriceOfARequest() {
        exchange.set(new NewRate("KZT", null, new BigDecimal(500)), OPERATOR);
        var dollars = people.payingIn("USD").id();
        var tenge = people.payingIn("KZT").id();
        var unknown = people.payingIn("LSL").id(); // nobody gives a rate for it
        var agent = shared("echo", nothing(), dollars, tenge, unknown);

        vitals.charged(agent.id(), new Money(1, "USD"));

        assertThat(costs.of(agent, dollars)).contains(AgentSettings.DEFAULT_COST);
        assertThat(costs.of(agent, tenge)).contains(500 * AgentSettings.DEFAULT_COST);
        assertThat(costs.of(agent, unknown)).isEmpty();
    }

    @Test
    void averagesTheCallsOfAMeteredModelInTheCallersCurrency() {
        exchange.set(new NewRate("KGS", null, new BigDecimal(80)), OPERATOR);
        var dollars = people.payingIn("USD").id();
        var som = people.payingIn("KGS").id();
        var unknown = people.payingIn("LSL").id();
        var agent = shared("prompt", demo(), dollars, som, unknown);
        assertThat(costs.of(agent, dollars)).contains(AgentSettings.DEFAULT_COST);

        vitals.charged(agent.id(), new Money(1_000, "USD"));
        vitals.charged(agent.id(), new Money(3_000, "USD"));

        assertThat(costs.of(agent, dollars)).contains(2_000L);
        assertThat(costs.of(agent, som)).contains(80 * AgentSettings.DEFAULT_COST);
        assertThat(costs.of(agent, unknown)).contains(0L);
        vitals.charged(agent.id(), new Money(70, "LSL"));
        assertThat(costs.of(agent, unknown)).contains(70L);
    }

    private Agent shared(String kind, ObjectNode configuration, TenantId... with) {
        var settings = settings("shared-" + TestPeople.unique());
        return registry.create(
                new NewAgent(kind, settings, configuration, true, Set.of(with)), OPERATOR);
    }
}
