/** What log lines look like and which facts of a request stand in each of them. */
@NullMarked
package dev.baton.platform.log;

import org.jspecify.annotations.NullMarked;
