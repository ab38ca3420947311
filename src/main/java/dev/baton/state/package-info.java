/** What a tenant's agents, runs and programs share: versioned records, and locks with fences. */
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "platform",
            "tenant",
            "tenant::web",
            "event",
            "limit",
            "work",
            "identity",
            "identity::key"
        })
package dev.baton.state;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
