/** The JSON API of webhooks. */
@NullMarked
package dev.baton.webhook.api;

import org.jspecify.annotations.NullMarked;
