/** Rate limits in front of every API route. */
@NullMarked
package dev.baton.limit.web;

import org.jspecify.annotations.NullMarked;
