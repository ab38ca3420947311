/** Money and usage: what may be spent, what was, and every movement between the two. */
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "platform", "tenant", "tenant::web", "vault", "event", "limit", "identity", "identity::key", "work",
            "decision", "model"
        })
package dev.baton.ledger;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
