package dev.baton.agent;

import static dev.baton.agent.AgentFixtures.asking;
import static dev.baton.agent.AgentFixtures.limited;
import static dev.baton.agent.AgentFixtures.settings;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.baton.TestPeople;
import dev.baton.model.CallFailed;
import dev.baton.model.CallFailed.Reason;
import dev.baton.tenant.TenantId;
import java.time.Duration;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/** Agents that lead to a {@link RemoteAgent}, and calls of them. */
@Component
class HttpAgents {

    static final AgentLimits NO_RETRY = new AgentLimits(5, 100, Duration.ofSeconds(60), 0);
    static final AgentLimits TWO_RETRIES = new AgentLimits(5, 100, Duration.ofSeconds(60), 2);

    private final AgentRegistry registry;
    private final AgentKinds kinds;

    HttpAgents(AgentRegistry registry, AgentKinds kinds) {
        this.registry = registry;
        this.kinds = kinds;
    }

    Agent create(TenantId tenant, AgentLimits limits, ObjectNode configuration) {
        var settings = limited("remote-" + TestPeople.unique(), limits);
        return registry.create(
                new NewAgent("http", settings, configuration), TestPeople.operator(tenant));
    }

    Agent edit(Agent agent, ObjectNode configuration) {
        return registry.edit(
                agent.id(),
                agent.version(),
                new AgentEdit(settings(agent.name()), configuration),
                TestPeople.operator(agent.id().tenant()));
    }

    PreparedCall call(Agent agent, String question) {
        return kinds.of(agent).prepare(agent, asking(agent.id().tenant(), question, Map.of()));
    }

    static Reason reasonOf(ThrowingCallable call) {
        return catchThrowableOfType(CallFailed.class, call).reason();
    }
}
