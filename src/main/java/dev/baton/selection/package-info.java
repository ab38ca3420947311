/** Choosing the agent that suits a question best, and being able to say why. */
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "platform", "tenant", "tenant::web", "vault", "event", "limit", "identity", "work",
            "decision", "model", "ledger", "prompt", "agent"
        })
package dev.baton.selection;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
