/** The console's pages about webhooks. */
@NullMarked
package dev.baton.webhook.web;

import org.jspecify.annotations.NullMarked;
