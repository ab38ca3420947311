/** The search over everything one may see, and the jump to whatever a pasted id names. */
@NullMarked
package dev.baton.console.search;

import org.jspecify.annotations.NullMarked;
