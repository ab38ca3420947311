/** Triggers: what begins runs of published workflows without anybody asking for each. */
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
            "workflow",
            "run"
        })
package dev.baton.trigger;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
