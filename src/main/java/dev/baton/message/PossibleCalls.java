package dev.baton.message;

import dev.baton.agent.Agent;
import dev.baton.agent.AgentCall;
import dev.baton.agent.AgentId;
import dev.baton.agent.AgentKinds;
import dev.baton.agent.PreparedCall;
import dev.baton.platform.memory.Holding;
import dev.baton.platform.problem.Problem;
import dev.baton.tenant.TenantId;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** The calls that may come of a question: each is prepared once, when it is asked for. */
final class PossibleCalls {

    private final AgentKinds kinds;
    private final TenantId tenant;
    private final Question question;
    private final Instant startedAt;
    private final Holding held;
    private final Map<AgentId, PreparedCall> prepared = new HashMap<>();

    PossibleCalls(
            AgentKinds kinds, TenantId tenant, Question question, Instant startedAt, Holding held) {
        this.kinds = kinds;
        this.tenant = tenant;
        this.question = question;
        this.startedAt = startedAt;
        this.held = held;
    }

    PreparedCall at(Agent agent) {
        return prepared.computeIfAbsent(agent.id(), _ -> prepare(agent));
    }

    /**
     * Nothing where the question cannot be served: whoever is chosen says what is wrong with it.
     */
    long worstCaseNanos(Agent agent) {
        try {
            return at(agent).worstCaseNanos();
        } catch (Problem refused) {
            return 0;
        }
    }

    private PreparedCall prepare(Agent agent) {
        return kinds.of(agent)
                .prepare(
                        agent,
                        new AgentCall(
                                question.id(),
                                tenant,
                                question.body(),
                                question.variables(),
                                question.trace().child(),
                                startedAt.plus(agent.timeout()),
                                question.rendered(),
                                held));
    }
}
