/** Language models: connections to providers, what they cost, and calls in OpenAI's wire format. */
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "platform", "tenant", "tenant::web", "vault", "event", "limit", "identity", "decision"
        })
package dev.baton.model;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
