/** How often: rate limits of the instance, its tenants, keys, people, agents and addresses. */
@NullMarked
@ApplicationModule(allowedDependencies = {"platform", "tenant", "tenant::web", "vault", "event"})
package dev.baton.limit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
