package dev.baton.run;

import dev.baton.agent.Agent;
import dev.baton.agent.AgentKinds;
import dev.baton.agent.AgentRegistry;
import dev.baton.run.engine.Effect;
import dev.baton.run.engine.RunEvent;
import dev.baton.run.engine.RunEvent.Use;
import dev.baton.workflow.Action;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.util.Map;
import java.util.Optional;

/**
 * Whether a step whose arguments are those of an earlier one would send the same: an agent may be
 * configured otherwise by now, or its template have another version.
 */
@Component
class SentBefore {

    private final AgentRegistry agents;
    private final AgentKinds kinds;

    SentBefore(AgentRegistry agents, AgentKinds kinds) {
        this.agents = agents;
        this.kinds = kinds;
    }

    /**
     * @param end of the earlier one
     * @return null where something else would be sent now
     */
    @Nullable Served again(RunHead head, Effect.Act act, RunEvent end) {
        var use = use(end);
        if (!(act.action() instanceof Action.Agent step)
                || use == null && end instanceof RunEvent.StepFailed) {
            return Served.SAME;
        }
        if (use == null || use.agentId() == null || use.sent() == null) {
            return Served.UNPROVEN;
        }
        return asked(head, act, use)
                .map(kinds::definition)
                .filter(definition -> SentHash.of(definition, step).equals(use.sent()))
                .map(_ -> Served.SAME)
                .orElse(null);
    }

    /** The agent that was asked, where it is there and goes by the same name. */
    private Optional<Agent> asked(RunHead head, Effect.Act act, Use use) {
        var tenant = head.id().tenant();
        var named = ((Map<?, ?>) act.arguments()).get("agent");
        return agents.find(tenant, named == null ? String.valueOf(use.agentId()) : named.toString())
                .filter(agent -> agent.id().value().equals(use.agentId()));
    }

    private static @Nullable Use use(RunEvent end) {
        return switch (end) {
            case RunEvent.StepCompleted done -> done.use();
            case RunEvent.StepFailed failed -> failed.use();
            default -> null;
        };
    }
}
