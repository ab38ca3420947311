/** Who is who: people, their memberships and invitations, sessions and API keys. */
@NullMarked
@ApplicationModule(
        allowedDependencies = {"platform", "tenant", "tenant::web", "vault", "event", "limit"})
package dev.baton.identity;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
