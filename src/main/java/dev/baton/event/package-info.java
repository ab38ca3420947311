/** What happened: the catalogue of event types, the one outbox, the ordered log and its feed. */
@NullMarked
@ApplicationModule(allowedDependencies = {"platform", "tenant", "tenant::web", "vault"})
package dev.baton.event;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
