/** Telling a tenant's other systems: endpoints, deliveries and their attempts (Standard Webhooks). */
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "platform", "tenant", "tenant::web", "vault", "event", "limit", "identity", "work"
        })
package dev.baton.webhook;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
