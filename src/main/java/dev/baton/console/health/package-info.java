/** Whether the instance is well: for load balancers at a glance, for operators in depth. */
@NullMarked
package dev.baton.console.health;

import org.jspecify.annotations.NullMarked;
