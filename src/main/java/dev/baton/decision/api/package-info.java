/** The JSON API of decisions. */
@NullMarked
package dev.baton.decision.api;

import org.jspecify.annotations.NullMarked;
