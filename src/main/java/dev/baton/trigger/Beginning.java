package dev.baton.trigger;

import dev.baton.platform.trace.Trace;
import dev.baton.run.NewRun;
import dev.baton.run.RunDesk;
import dev.baton.run.RunHead;
import dev.baton.run.RunKey;
import dev.baton.run.WorkflowRef;
import dev.baton.tenant.Actor;
import dev.baton.work.Priority;
import dev.baton.workflow.WorkflowShelf;

import org.springframework.stereotype.Component;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** Begins the run of a firing: under the firing's id, and once for what made it fire. */
@Component
class Beginning {

    private final WorkflowShelf workflows;
    private final TriggerInputs inputs;
    private final RunDesk runs;

    Beginning(WorkflowShelf workflows, TriggerInputs inputs, RunDesk runs) {
        this.workflows = workflows;
        this.inputs = inputs;
        this.runs = runs;
    }

    /**
     * Durable when it returns.
     *
     * @param key what made it fire
     * @param cause what the run sees as {@code input.trigger}
     * @throws TriggerInputFailed when its input cannot be made of that
     */
    RunHead begin(
            Trigger trigger,
            UUID firing,
            String key,
            Map<String, Object> cause,
            Trace trace,
            Actor by) {
        var found =
                workflows.find(
                        trigger.id().tenant(),
                        trigger.workflow().toString(),
                        trigger.workflowVersion());
        var input = new HashMap<String, Object>(inputs.of(trigger, cause));
        var told = new HashMap<String, Object>(cause);
        told.put("id", trigger.id().value().toString());
        told.put("name", trigger.name());
        told.put("kind", trigger.kind().wire());
        input.put("trigger", told);
        return runs.start(
                by,
                new NewRun(
                        firing,
                        trigger.title() == null ? trigger.name() : trigger.title(),
                        found.json(),
                        WorkflowRef.of(found.id()),
                        input,
                        Priority.NORMAL,
                        null,
                        RunKey.of("trigger " + trigger.id().value() + "\n" + key, key),
                        null,
                        null,
                        trace));
    }
}
