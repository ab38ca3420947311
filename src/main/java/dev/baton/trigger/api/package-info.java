/** Triggers in the JSON API, and the route that requests from outside come to. */
@NullMarked
package dev.baton.trigger.api;

import org.jspecify.annotations.NullMarked;
