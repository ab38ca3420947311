/** Agents: the registry, who may use which, the kinds there are, and how healthy each is. */
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
            "work",
            "decision",
            "model",
            "ledger",
            "prompt"
        })
package dev.baton.agent;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
