package dev.baton.state;

import org.springframework.stereotype.Component;

import java.time.Duration;

/** The rests between tries: each a step longer than the one before, up to a second. */
@Component
class Rest {

    private final Duration step;

    Rest(StateProperties properties) {
        this.step = properties.backOff();
    }

    /**
     * @param retry 0 before the second try
     */
    Duration length(int retry) {
        var length = step.multipliedBy(retry + 1L);
        return length.compareTo(Locks.LONGEST_BACK_OFF) > 0 ? Locks.LONGEST_BACK_OFF : length;
    }

    /** Rests; somebody who is interrupted rests no more and goes on. */
    void before(int retry, Duration atMost) {
        var length = length(retry);
        try {
            Thread.sleep(length.compareTo(atMost) > 0 ? atMost : length);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
