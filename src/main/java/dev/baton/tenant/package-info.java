/** Whose everything is: tenants, who acts on them, and what an actor may do. */
@NullMarked
@ApplicationModule(allowedDependencies = {"platform"})
package dev.baton.tenant;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
