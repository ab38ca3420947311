/** How providers are spoken to: wire formats, retries, cancelling and strict reading of answers. */
@NullMarked
package dev.baton.model.provider;

import org.jspecify.annotations.NullMarked;
