package dev.baton.run;

/** A run as lists show it: as its last commit left it, or one of the second before. */
public record Run(RunHead head, RunSummary summary) {

    public RunId id() {
        return head.id();
    }

    public RunStatus status() {
        return summary.status();
    }
}
