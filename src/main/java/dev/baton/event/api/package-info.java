/** The log of events as JSON, for filling gaps, and the catalogue of their types. */
@NullMarked
package dev.baton.event.api;

import org.jspecify.annotations.NullMarked;
