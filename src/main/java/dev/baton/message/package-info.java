/** The main path: a question is checked, an agent chosen, the answer paid, kept and given. */
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "platform", "tenant", "tenant::web", "vault", "event", "limit", "identity",
            "identity::key", "work", "decision", "model", "ledger", "prompt", "agent", "selection"
        })
package dev.baton.message;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
