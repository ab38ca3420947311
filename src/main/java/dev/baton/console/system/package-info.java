/** What an operator asks of the running installation: is it well, what is it told, what waits. */
@NullMarked
package dev.baton.console.system;

import org.jspecify.annotations.NullMarked;
