package dev.baton.agent;

import dev.baton.platform.problem.RuleRefused;

import java.util.List;

/** An agent cannot be what was asked for; the faults say which field and why. */
public class AgentRefused extends RuleRefused {

    private final List<AgentFault> faults;

    public AgentRefused(List<AgentFault> faults) {
        super(
                "agent_refused",
                faults.getFirst().field() + ": " + faults.getFirst().sentence(),
                faults.stream().map(AgentFault::toProblem).toList());
        this.faults = List.copyOf(faults);
    }

    public List<AgentFault> faults() {
        return faults;
    }

    /** Throws if there is any fault. */
    static void ifAny(List<AgentFault> faults) {
        if (!faults.isEmpty()) {
            throw new AgentRefused(faults);
        }
    }
}
