/** How Baton says goodbye before it stops. */
@NullMarked
package dev.baton.platform.stop;

import org.jspecify.annotations.NullMarked;
