package dev.baton.planner;

import org.jspecify.annotations.Nullable;

/**
 * A call of an agent that a step would make.
 *
 * @param agent name; null where that is only known when the step runs
 * @param all what the step comes to where more than the call belongs to it; null for the call
 * @param prompt what the agent would be told
 * @param isLacking whether the agent that is named cannot be asked now
 */
record AgentCall(
        @Nullable String agent,
        @Nullable String capability,
        CallRange range,
        @Nullable Taken all,
        String prompt,
        boolean isLacking)
        implements Taken {

    private static final Range ONE = Range.of(1);

    /** The last of all that a step does. */
    AgentCall after(Taken others) {
        return new AgentCall(agent, capability, range, others.then(this), prompt, isLacking);
    }

    @Override
    public Range cost() {
        return all == null ? range.cost() : all.cost();
    }

    @Override
    public Range millis() {
        return all == null ? range.millis() : all.millis();
    }

    @Override
    public long tokensIn() {
        return range.tokensIn();
    }

    @Override
    public long tokensOut() {
        return range.tokensOut();
    }

    @Override
    public Range calls() {
        return ONE;
    }

    @Override
    public boolean fromHistory() {
        return range.fromHistory();
    }
}
