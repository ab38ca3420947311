/** The JSON API of approvals. */
@NullMarked
package dev.baton.approval.api;

import org.jspecify.annotations.NullMarked;
