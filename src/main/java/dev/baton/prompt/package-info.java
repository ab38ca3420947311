/** Prompt templates: typed variables, immutable versions, rendering and preview. */
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
            "decision",
            "model",
            "ledger"
        })
package dev.baton.prompt;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
