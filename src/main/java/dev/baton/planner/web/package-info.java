/** What pages tell of how far off estimates were. */
@NullMarked
package dev.baton.planner.web;

import org.jspecify.annotations.NullMarked;
