/**
 * What a run does next, and what it has become: pure functions of its graph and its journal, with
 * no clock, database or network.
 *
 * <p>{@link dev.baton.run.engine.Advance} takes in one thing that happened. What is due then stands
 * in {@code ReadySteps} and is followed by {@code Walk}; {@code Beginnings} says what begins with a
 * step, by its kind; {@code Attempts} and {@code Waiting} what it does outside and what it waits
 * for; {@code StepEnds} what its end leads to, and {@code Ending} how the run itself ends. {@link
 * dev.baton.run.engine.RunState} is what the journal comes to; its open steps, the figures and the
 * signals that are kept are parts of it that it alone changes.
 */
@NullMarked
package dev.baton.run.engine;

import org.jspecify.annotations.NullMarked;
