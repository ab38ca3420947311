/** How the tenant and the actor of a request reach controllers, and the check of their rights. */
@NullMarked
@NamedInterface("web")
package dev.baton.tenant.web;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
