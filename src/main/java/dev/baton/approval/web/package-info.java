/** The inbox of what waits for people. */
@NullMarked
package dev.baton.approval.web;

import org.jspecify.annotations.NullMarked;
