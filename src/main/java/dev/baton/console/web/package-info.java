/** Controllers of the console's own pages. */
@NullMarked
package dev.baton.console.web;

import org.jspecify.annotations.NullMarked;
