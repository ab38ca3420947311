package dev.baton.run;

import dev.baton.run.engine.Effect;
import dev.baton.run.engine.StepOutcome;
import dev.baton.tenant.TenantDirectory;
import dev.baton.workflow.Action;

import org.springframework.stereotype.Component;

import java.time.Clock;
import java.time.Duration;

/** Makes attempts of steps, each kind in its own way. */
@Component
class Steps implements Acting {

    /** It is looked again whether a tenant is still suspended. */
    private static final Duration SUSPENDED = Duration.ofMinutes(1);

    private final AgentSteps agents;
    private final HttpSteps http;
    private final ChildRuns children;
    private final RunApprovals approvals;
    private final ReplayedSteps replayed;
    private final ReplayedAnswers answers;
    private final TenantDirectory tenants;
    private final Clock clock;

    Steps(
            AgentSteps agents,
            HttpSteps http,
            ChildRuns children,
            RunApprovals approvals,
            ReplayedSteps replayed,
            ReplayedAnswers answers,
            TenantDirectory tenants,
            Clock clock) {
        this.agents = agents;
        this.http = http;
        this.children = children;
        this.approvals = approvals;
        this.replayed = replayed;
        this.answers = answers;
        this.tenants = tenants;
        this.clock = clock;
    }

    /** A run goes on here. */
    void resume(RunHead head) {
        replayed.resume(head);
    }

    @Override
    public void ask(Execution execution, Effect.Ask ask) {
        if (!answers.serve(execution, ask)) {
            approvals.ask(execution, ask);
        }
    }

    @Override
    public void act(Execution execution, Effect.Act act) {
        if (!tenants.get(execution.head().id().tenant()).isActive()) {
            execution.ended(
                    act,
                    new StepOutcome.Delayed(
                            "tenant_suspended",
                            "The tenant is suspended.",
                            clock.instant().plus(SUSPENDED)));
            return;
        }
        if (replayed.serve(execution, act)) {
            return;
        }
        var refusal = ToolArguments.refusal(execution.graph(), act.action(), act.arguments());
        if (refusal != null) {
            execution.ended(act, new StepOutcome.Failed(refusal, null, null, null));
            return;
        }
        switch (act.action()) {
            case Action.Agent agent -> agents.ask(execution, act, agent);
            case Action.Http _, Action.UseTool _ -> http.send(execution, act);
            case Action.SubWorkflow child -> children.begin(execution, act, child);
            default -> throw new IllegalStateException(act.action().kind() + " does not act");
        }
    }
}
