package dev.baton.message;

import dev.baton.ledger.OpenedCall;

/**
 * A call that went out. Closing it comes after its end was handed to the group commit; one whose end
 * nobody could tell is settled as interrupted, so that no call stays open while its instance lives.
 */
interface OpenCall extends AutoCloseable {

    OpenedCall opened();

    @Override
    void close();
}
