/** What one client may hold of the server: how many connections, and for how long a request; and HTTPS. */
@NullMarked
package dev.baton.platform.client;

import org.jspecify.annotations.NullMarked;
