/** The console's pages about runs. */
@NullMarked
package dev.baton.run.web;

import org.jspecify.annotations.NullMarked;
