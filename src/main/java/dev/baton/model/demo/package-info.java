/** The model built into Baton: deterministic, without network, and open about what it is. */
@NullMarked
package dev.baton.model.demo;

import org.jspecify.annotations.NullMarked;
