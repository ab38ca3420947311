/** The JSON API of connections to providers, their models and what those cost. */
@NullMarked
package dev.baton.model.api;

import org.jspecify.annotations.NullMarked;
