/**
 * What open pages are told while somebody looks at them: what changed, and when their session ends.
 */
@NullMarked
package dev.baton.console.live;

import org.jspecify.annotations.NullMarked;
