/** The console's pages about messages. */
@NullMarked
package dev.baton.message.web;

import org.jspecify.annotations.NullMarked;
