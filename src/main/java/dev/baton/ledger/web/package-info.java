/** The console's pages about usage: the log of calls and the statistics. */
@NullMarked
package dev.baton.ledger.web;

import org.jspecify.annotations.NullMarked;
