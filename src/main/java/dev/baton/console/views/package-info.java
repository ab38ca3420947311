/** The views of lists that people save, and share in their tenant. */
@NullMarked
package dev.baton.console.views;

import org.jspecify.annotations.NullMarked;
