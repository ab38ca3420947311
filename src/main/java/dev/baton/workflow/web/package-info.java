/** Workflows in the console. */
@NullMarked
package dev.baton.workflow.web;

import org.jspecify.annotations.NullMarked;
