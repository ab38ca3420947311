/** Decisions told in words. */
@NullMarked
package dev.baton.decision.web;

import org.jspecify.annotations.NullMarked;
