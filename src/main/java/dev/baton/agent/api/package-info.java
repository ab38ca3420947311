/** Agents in the JSON API. */
@NullMarked
package dev.baton.agent.api;

import org.jspecify.annotations.NullMarked;
