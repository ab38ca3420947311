/**
 * What a run does next, and what it has become: pure functions of its graph and its journal, with
 * no clock, database or network.
 */
@NullMarked
package dev.baton.run.engine;

import org.jspecify.annotations.NullMarked;
