/**
 * What can go wrong, in a few categories with a stable code each, and how it is told (RFC 9457).
 */
@NullMarked
package dev.baton.platform.problem;

import org.jspecify.annotations.NullMarked;
