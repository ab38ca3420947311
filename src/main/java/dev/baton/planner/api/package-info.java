/** The JSON API of how far off estimates were. */
@NullMarked
package dev.baton.planner.api;

import org.jspecify.annotations.NullMarked;
