/** The console's pages about triggers. */
@NullMarked
package dev.baton.trigger.web;

import org.jspecify.annotations.NullMarked;
