/** Prompt templates in the console. */
@NullMarked
package dev.baton.prompt.web;

import org.jspecify.annotations.NullMarked;
