/** Why: every choice and refusal with everything it was based on, explained in words. */
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "platform", "tenant", "tenant::web", "vault", "event", "limit", "identity", "work"
        })
package dev.baton.decision;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
