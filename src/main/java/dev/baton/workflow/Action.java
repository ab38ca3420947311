package dev.baton.workflow;

import dev.baton.workflow.Graph.Scope;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a step does, by its kind. */
public sealed interface Action {

    /** The kind's name in JSON. */
    String kind();

    /**
     * Asks an agent. Its result is {@code {text, json, agent, model, message_id, tokens_in,
     * tokens_out, cost}}.
     *
     * @param agent name or id; null to let Baton choose
     * @param capability that the agent must have; null for any
     * @param messages list of {@code {role, content}}; null where the agent's own prompt says
     *     everything
     * @param variables of the agent's prompt
     * @param schema JSON Schema that the answer must fit, then read as {@code json}; null for free
     *     text
     * @param maxOutputTokens null for the agent's own
     */
    record Agent(
            @Nullable Template agent,
            @Nullable String capability,
            @Nullable Template messages,
            Map<String, Template> variables,
            @Nullable Map<String, Object> schema,
            @Nullable Integer maxOutputTokens)
            implements Action {

        @Override
        public String kind() {
            return "agent";
        }
    }

    /**
     * Sends one request through the guarded client. Its result is {@code {status, headers, body}};
     * a body of JSON is read, any other is text.
     *
     * @param method GET, HEAD, POST, PUT, PATCH or DELETE
     * @param body null for none; text is sent as it is, everything else as JSON
     */
    record Http(String method, Template url, Map<String, Template> headers, @Nullable Template body)
            implements Action {

        @Override
        public String kind() {
            return "http";
        }
    }

    /**
     * Uses a tool of the graph with arguments that fit its schema; its result is that of the
     * request.
     */
    record UseTool(String tool, Template arguments) implements Action {

        @Override
        public String kind() {
            return "tool";
        }
    }

    /** Computes a value. */
    record Transform(Template value) implements Action {

        @Override
        public String kind() {
            return "transform";
        }
    }

    /**
     * Chooses which of the steps after it run. Its result is {@code {chosen: [ids]}}; what no case
     * chooses is skipped.
     *
     * @param cases the first one that is true is taken
     * @param otherwise steps to go on with when none is true
     */
    record Branch(List<Case> cases, List<String> otherwise) implements Action {

        /**
         * @param to steps of the same scope that come after the branch
         */
        public record Case(Expression when, List<String> to) {}

        /** All steps that it may choose. */
        public Set<String> targets() {
            var targets = new LinkedHashSet<>(otherwise);
            cases.forEach(each -> targets.addAll(each.to()));
            return targets;
        }

        @Override
        public String kind() {
            return "branch";
        }
    }

    /**
     * Runs its steps once for each item of a list, several at a time. Inside, the item and {@code
     * index} (from 0) are bound.
     *
     * @param over yields the list
     * @param as what the item is called inside
     * @param concurrency items at a time
     * @param output of one item; null for the result of the last step
     * @param join what becomes of the items' results
     * @param tolerated how many items may fail without failing the step
     */
    record ForEach(
            Expression over,
            String as,
            int concurrency,
            Scope scope,
            @Nullable Template output,
            Merge join,
            int tolerated)
            implements Action {

        @Override
        public String kind() {
            return "map";
        }
    }

    /**
     * Runs its steps again and again. Inside, {@code round} (from 0) and {@code last} (the round
     * before's output, or null) are bound. Its result is {@code {rounds, output}}.
     *
     * @param whileTrue asked before each round; null for always
     * @param until asked after each round, with {@code output} bound; null for never
     * @param max rounds at most; ending there is no failure
     */
    record Loop(
            @Nullable Expression whileTrue,
            @Nullable Expression until,
            int max,
            Scope scope,
            @Nullable Template output)
            implements Action {

        @Override
        public String kind() {
            return "loop";
        }
    }

    /** Brings the results of the steps before it together. */
    record Join(Merge merge) implements Action {

        @Override
        public String kind() {
            return "join";
        }
    }

    /**
     * Waits for time to pass or for a signal. Its result is {@code {signal, payload}} or {@code
     * {timed_out: true}}.
     *
     * @param duration how long, such as {@code 5m}; null where it waits until a time or for a
     *     signal
     * @param until an RFC 3339 time; null where it waits for a duration or for a signal
     * @param signal name of the signal that ends the wait; null for none
     */
    record Wait(@Nullable Template duration, @Nullable Template until, @Nullable String signal)
            implements Action {

        @Override
        public String kind() {
            return "wait";
        }
    }

    /**
     * Asks people. Its result is {@code {approved, by, comment, details}}; what is not approved
     * fails the step with {@code approval_rejected}.
     *
     * @param details what exactly is approved; its hash is what the approval is bound to
     */
    record Approve(Template details, ApprovalRule rule) implements Action {

        @Override
        public String kind() {
            return "approval";
        }
    }

    /**
     * Runs another workflow; its result is that run's output.
     *
     * @param workflow name or id
     * @param version null for the one that is published when the step begins
     */
    record SubWorkflow(String workflow, @Nullable Integer version, Template input)
            implements Action {

        @Override
        public String kind() {
            return "workflow";
        }
    }
}
