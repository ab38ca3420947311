/** Everything that one request led to, found by its trace. */
@NullMarked
package dev.baton.console.trace;

import org.jspecify.annotations.NullMarked;
