/** The first page: how the tenant does today, and what to do next. */
@NullMarked
package dev.baton.console.dashboard;

import org.jspecify.annotations.NullMarked;
