package dev.baton.work;

import org.springframework.stereotype.Component;

/** Says inside this instance that there may be work to begin. */
@Component
class WorkSignal {

    private volatile Runnable listener = () -> {};

    void connect(Runnable newListener) {
        listener = newListener;
    }

    void raise() {
        listener.run();
    }
}
