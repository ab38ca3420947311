package dev.baton.prompt;

import dev.baton.platform.problem.RuleRefused;

import java.util.List;

/** A template that could render something nobody meant is not saved; the faults say where. */
public class PromptRefused extends RuleRefused {

    private final List<PromptFault> faults;

    PromptRefused(List<PromptFault> faults) {
        super(
                "prompt_refused",
                "The prompt has faults: " + faults.getFirst().sentence(),
                faults.stream().map(PromptFault::toProblem).toList());
        this.faults = List.copyOf(faults);
    }

    public List<PromptFault> faults() {
        return faults;
    }
}
