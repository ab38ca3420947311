package dev.baton.agent;

import dev.baton.prompt.PromptVariable;
import dev.baton.prompt.VariablesRefused;
import dev.baton.tenant.TenantId;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.node.ObjectNode;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * A way of answering. Adding one is adding one bean: nothing else names the kinds there are.
 *
 * <p>A kind holds no state of a call and starts none while preparing: {@link #prepare} only checks
 * and renders, so that money can be reserved before anything leaves the house.
 */
public interface AgentKind {

    /** Stable name in the API and database: {@code prompt}. */
    String name();

    /**
     * Checks the configuration that somebody wants to save and gives it the form in which it is
     * stored: defaults filled in, secrets sealed. The keys {@code prompt_id} and {@code
     * connection_id} are also kept as references that the database guards.
     *
     * @param current what is stored now, null for a new agent; a secret left out stays as it is
     * @throws AgentRefused with a fault for each field that is wrong
     */
    ObjectNode configure(AgentId agent, ObjectNode wanted, @Nullable ObjectNode current);

    /** A stored configuration as its owner may read it: complete, without secrets. */
    ObjectNode shown(ObjectNode configuration);

    /**
     * Gets a call ready: checks the request, renders the prompt, knows the worst case.
     *
     * @throws dev.baton.platform.problem.RuleRefused when the request cannot be served, naming the
     *     field (a missing variable, a model without a price)
     */
    PreparedCall prepare(Agent agent, AgentCall call);

    /** Version of the template that a call would be rendered with now; empty for none. */
    default Optional<UUID> promptVersion(Agent agent) {
        return Optional.empty();
    }

    /**
     * Whether the agent could answer now, without spending money. A kind without heartbeat answers
     * from memory, because it is asked whenever somebody looks.
     */
    AgentCondition check(Agent agent);

    /**
     * Whether the agent lives elsewhere: it is checked every half minute, and silence makes it
     * inactive.
     */
    default boolean hasHeartbeat() {
        return false;
    }

    /** Whether a call costs the agent's price per request, instead of what the model counts. */
    default boolean pricedByRequest() {
        return true;
    }

    /**
     * Whether messages that the caller rendered may take the place of the agent's own template. An
     * owner who shares an agent shares its model only together with its template.
     */
    default boolean takesRendered(Agent agent, TenantId caller) {
        return false;
    }

    /** What a caller may fill in beside the messages. */
    default List<PromptVariable> variables(Agent agent) {
        return List.of();
    }

    /**
     * Refuses the variables that {@link #prepare} would refuse, so that another agent can be asked.
     *
     * @param body the call's request
     * @throws VariablesRefused naming each that is missing, of another type or unknown
     */
    default void checkVariables(Agent agent, ObjectNode body, Map<String, Object> variables) {}
}
