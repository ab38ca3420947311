/** The one durable claim: who works on what next, with leases, fences, retries and dead letters. */
@NullMarked
@ApplicationModule(allowedDependencies = {"platform", "tenant", "tenant::web", "event", "vault"})
package dev.baton.work;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
