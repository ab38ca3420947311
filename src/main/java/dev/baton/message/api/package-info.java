/** The JSON API of messages. */
@NullMarked
package dev.baton.message.api;

import org.jspecify.annotations.NullMarked;
