package dev.baton.run;

import dev.baton.run.engine.Effect;
import dev.baton.workflow.Action;
import org.springframework.stereotype.Component;

/** Makes attempts of steps, each kind in its own way. */
@Component
class Steps implements Acting {

    private final AgentSteps agents;
    private final HttpSteps http;
    private final ChildRuns children;
    private final RunApprovals approvals;

    Steps(AgentSteps agents, HttpSteps http, ChildRuns children, RunApprovals approvals) {
        this.agents = agents;
        this.http = http;
        this.children = children;
        this.approvals = approvals;
    }

    @Override
    public void ask(Execution execution, Effect.Ask ask) {
        approvals.ask(execution, ask);
    }

    @Override
    public void act(Execution execution, Effect.Act act) {
        switch (act.action()) {
            case Action.Agent agent -> agents.ask(execution, act, agent);
            case Action.Http _, Action.UseTool _ -> http.send(execution, act);
            case Action.SubWorkflow child -> children.begin(execution, act, child);
            default -> throw new IllegalStateException(act.action().kind() + " does not act");
        }
    }
}
