package dev.baton.run;

import dev.baton.run.engine.Effect;
import dev.baton.run.engine.StepOutcome;
import dev.baton.workflow.Action;
import org.springframework.stereotype.Component;

/** Makes attempts of steps, each kind in its own way. */
@Component
class Steps implements Acting {

    private final AgentSteps agents;
    private final HttpSteps http;

    Steps(AgentSteps agents, HttpSteps http) {
        this.agents = agents;
        this.http = http;
    }

    @Override
    public void act(Execution execution, Effect.Act act) {
        switch (act.action()) {
            case Action.Agent agent -> agents.ask(execution, act, agent);
            case Action.Http _, Action.UseTool _ -> http.send(execution, act);
            case Action.SubWorkflow(var workflow, var _, var _) ->
                    execution.ended(
                            act,
                            failed(
                                    "workflow_not_found",
                                    "There is no workflow '" + workflow + "'."));
            default -> throw new IllegalStateException(act.action().kind() + " does not act");
        }
    }

    private static StepOutcome failed(String code, String message) {
        return new StepOutcome.Failed(new StepError(code, message), null, null, null);
    }
}
