package dev.baton.run.web;

import dev.baton.run.Task;
import dev.baton.work.Priority;

import org.jspecify.annotations.Nullable;

/**
 * What a form asks for.
 *
 * @param title null for none of its own
 * @param costCap what the run may cost at most, in nano-units; null for what its graph lets it
 */
record TaskWish(Task task, @Nullable String title, Priority priority, @Nullable Long costCap) {}
