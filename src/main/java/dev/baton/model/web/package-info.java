/** The console's pages about providers, their models and what those cost. */
@NullMarked
package dev.baton.model.web;

import org.jspecify.annotations.NullMarked;
