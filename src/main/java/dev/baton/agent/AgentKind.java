package dev.baton.agent;

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
     * Gets a call ready: checks the request, renders the prompt, knows the worst case.
     *
     * @throws dev.baton.platform.problem.RuleRefused when the request cannot be served, naming the
     *     field (a missing variable, a model without a price)
     */
    PreparedCall prepare(Agent agent, AgentCall call);

    /** Whether the agent could answer now, without spending money. */
    AgentCondition check(Agent agent);
}
