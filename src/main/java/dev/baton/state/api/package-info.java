/** The JSON API of shared state, its locks and its stream of changes. */
@NullMarked
package dev.baton.state.api;

import org.jspecify.annotations.NullMarked;
