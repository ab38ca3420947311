/** The JSON API of tasks and their runs. */
@NullMarked
package dev.baton.run.api;

import org.jspecify.annotations.NullMarked;
