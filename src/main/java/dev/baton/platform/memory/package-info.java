/** How much memory the requests and answers in flight hold together. */
@NullMarked
package dev.baton.platform.memory;

import org.jspecify.annotations.NullMarked;
