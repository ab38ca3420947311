/**
 * Runs: graphs of steps that are executed durably, one instance at a time, whatever dies meanwhile.
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
            "approval",
            "workflow",
            "planner"
        })
package dev.baton.run;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
