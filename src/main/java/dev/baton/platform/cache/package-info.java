/** Caches whose hits and misses are counted. */
@NullMarked
package dev.baton.platform.cache;

import org.jspecify.annotations.NullMarked;
