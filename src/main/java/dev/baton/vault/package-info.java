/** Keeps secrets: seals each under its tenant's data key, which only the master key opens. */
@NullMarked
@ApplicationModule(allowedDependencies = {"platform", "tenant"})
package dev.baton.vault;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
