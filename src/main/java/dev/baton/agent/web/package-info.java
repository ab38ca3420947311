/** Agents in the console. */
@NullMarked
package dev.baton.agent.web;

import org.jspecify.annotations.NullMarked;
