/**
 * People decide whether something may be done: what exactly, who may, by when, and what they said.
 */
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "platform",
            "tenant",
            "tenant::web",
            "vault",
            "event",
            "identity",
            "identity::key",
            "work"
        })
package dev.baton.approval;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
