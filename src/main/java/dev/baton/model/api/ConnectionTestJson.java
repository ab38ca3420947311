package dev.baton.model.api;

import dev.baton.model.ConnectionRow;

import java.time.Instant;

/**
 * How a test of a connection went.
 *
 * @param finding {@code ok}, or what is wrong: {@code unauthorized}, {@code timeout} …
 */
record ConnectionTestJson(boolean passed, String finding, long latencyMs, Instant testedAt) {

    static ConnectionTestJson of(ConnectionRow.LastTest test) {
        return new ConnectionTestJson(
                test.passed(), test.finding(), test.latency().toMillis(), test.at());
    }
}
