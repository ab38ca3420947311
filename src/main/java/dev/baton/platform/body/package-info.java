/** What a request may send: how many bytes, and how strict its JSON must be. */
@NullMarked
package dev.baton.platform.body;

import org.jspecify.annotations.NullMarked;
