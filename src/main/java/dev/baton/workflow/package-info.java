/**
 * Graphs of steps: what they are made of, how they are written, checked and published; never their
 * running.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"platform", "tenant", "tenant::web", "event", "identity"})
package dev.baton.workflow;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
