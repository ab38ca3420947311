/** API keys and signing keys over HTTP. */
@NullMarked
package dev.baton.identity.key.api;

import org.jspecify.annotations.NullMarked;
