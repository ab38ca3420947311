/** The console's own pages: those that belong to no other module, or join several. */
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "platform", "tenant", "tenant::web", "vault", "event", "limit", "identity",
            "identity::key", "work", "decision", "model", "ledger", "prompt", "agent", "selection",
            "message", "approval", "run", "webhook", "gateway"
        })
package dev.baton.console;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
