/** The JSON API of usage and budgets. */
@NullMarked
package dev.baton.ledger.api;

import org.jspecify.annotations.NullMarked;
