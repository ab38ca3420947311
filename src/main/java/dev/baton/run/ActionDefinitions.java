package dev.baton.run;

import dev.baton.agent.Agent;
import dev.baton.agent.AgentKinds;
import dev.baton.agent.AgentRegistry;
import dev.baton.approval.ActionHash;
import dev.baton.platform.Sha256;
import dev.baton.platform.json.JsonValues;
import dev.baton.platform.problem.Problem;
import dev.baton.tenant.TenantId;
import dev.baton.workflow.Action;
import dev.baton.workflow.Graph;
import dev.baton.workflow.PublishedGraph;
import dev.baton.workflow.Step;
import dev.baton.workflow.WorkflowShelf;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import tools.jackson.databind.JsonNode;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * What a step calls, as it is defined now: a tool, the version of another workflow, an agent with
 * its configuration and template, or else the run's own graph. What people agree to is bound to it:
 * were any of it another by the time the step acts, they would be asked again.
 */
@Component
class ActionDefinitions {

    private static final String NOT_THERE = "none";

    private final WorkflowShelf workflows;
    private final AgentRegistry agents;
    private final AgentKinds kinds;

    ActionDefinitions(WorkflowShelf workflows, AgentRegistry agents, AgentKinds kinds) {
        this.workflows = workflows;
        this.agents = agents;
        this.kinds = kinds;
    }

    /** Of what a step would do with these arguments: SHA-256 in hex. */
    String hash(RunHead head, Graph graph, String path, Step step, @Nullable Object arguments) {
        return hash(of(head, graph, path, step.action(), arguments), step, arguments);
    }

    /** The same, where the version of a workflow is known that would be begun. */
    static String hash(
            RunHead head,
            String path,
            Step step,
            PublishedGraph workflow,
            @Nullable Object arguments) {
        return hash(bound(head, path, of(workflow)), step, arguments);
    }

    /** The same, where the agent is known that would be asked, and what would be rendered. */
    static String hash(
            RunHead head,
            String path,
            Step step,
            Agent agent,
            Optional<UUID> promptVersion,
            @Nullable Object arguments) {
        return hash(
                bound(head, path, AgentKinds.definition(agent, promptVersion)), step, arguments);
    }

    private static String hash(String called, Step step, @Nullable Object arguments) {
        var exact = written(arguments);
        return ActionHash.of(called, exact, StepAmounts.of(step, exact));
    }

    /** Whether the arguments of a step name an agent, instead of what it has to be able to do. */
    static boolean namesAgent(@Nullable Object arguments) {
        return agent(arguments) != null;
    }

    /** What is called, for whoever keeps the arguments beside it. */
    String of(RunHead head, Graph graph, String path, Action action, @Nullable Object arguments) {
        var tenant = head.id().tenant();
        return switch (action) {
            case Action.UseTool(var tool, var _) ->
                    Sha256.hex(graph.tool(tool).hash() + place(head, path));
            case Action.SubWorkflow step -> bound(head, path, workflow(tenant, step));
            case Action.Agent _ when namesAgent(arguments) ->
                    bound(head, path, agent(tenant, String.valueOf(agent(arguments))));
            default -> Sha256.hex(head.graph() + place(head, path));
        };
    }

    private static String bound(RunHead head, String path, String called) {
        return Sha256.hex(head.graph() + " " + called + place(head, path));
    }

    private static String place(RunHead head, String path) {
        return " " + head.id() + " " + path;
    }

    private String workflow(TenantId tenant, Action.SubWorkflow step) {
        try {
            return of(workflows.find(tenant, step.workflow(), step.version()));
        } catch (Problem notThere) {
            return NOT_THERE;
        }
    }

    private static String of(PublishedGraph workflow) {
        return workflow.id().workflowId() + " " + workflow.id().number() + " " + workflow.hash();
    }

    private String agent(TenantId tenant, String nameOrId) {
        return agents.find(tenant, nameOrId).map(kinds::definition).orElse(NOT_THERE);
    }

    private static @Nullable Object agent(@Nullable Object arguments) {
        return arguments instanceof Map<?, ?> given ? given.get("agent") : null;
    }

    /** Once written and read, so that a value has one form, wherever it comes from. */
    static JsonNode written(@Nullable Object value) {
        return JsonValues.mapper().readTree(JsonValues.mapper().writeValueAsString(value));
    }
}
