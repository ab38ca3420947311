/** Which request this is: the W3C trace id that logs, rows, webhooks and outgoing calls share. */
@NullMarked
package dev.baton.platform.trace;

import org.jspecify.annotations.NullMarked;
