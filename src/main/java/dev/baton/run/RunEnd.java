package dev.baton.run;

import dev.baton.run.engine.RunEvent;

/**
 * A run that has ended.
 *
 * @param event how it did so
 */
public record RunEnd(Run run, RunEvent.RunEnded event) {}
