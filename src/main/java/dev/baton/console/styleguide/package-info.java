/** The style guide: every component of the console in every state, with made-up but likely data. */
@NullMarked
package dev.baton.console.styleguide;

import org.jspecify.annotations.NullMarked;
