/**
 * The one guarded way out: HTTP to addresses that tenants name, bounded in time, size and reach.
 */
@NullMarked
package dev.baton.platform.http;

import org.jspecify.annotations.NullMarked;
