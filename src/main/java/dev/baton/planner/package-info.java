/**
 * Planning: free text becomes a checked graph of steps with what it may cost and how long it may
 * take; never its running.
 */
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "platform",
            "tenant",
            "tenant::web",
            "vault",
            "event",
            "limit",
            "identity",
            "identity::key",
            "work",
            "decision",
            "model",
            "ledger",
            "prompt",
            "agent",
            "selection",
            "message",
            "workflow"
        })
package dev.baton.planner;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
