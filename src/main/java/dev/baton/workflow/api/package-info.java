/** Workflows in the JSON API. */
@NullMarked
package dev.baton.workflow.api;

import org.jspecify.annotations.NullMarked;
