package dev.baton.state.api;

import dev.baton.state.StateFilter;
import dev.baton.state.StateHistory;
import dev.baton.state.StateNews;
import dev.baton.state.WaitingPlaces;
import dev.baton.tenant.Actor;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.io.IOException;

/** The streams of changes that are open at this instance, a virtual thread each. */
@Component
class StateStreams {

    static final int MOST_OF_A_TENANT = 100;

    private final StateNews news;
    private final StateHistory history;
    private final StateReaders readers;
    private final WaitingPlaces places = new WaitingPlaces("state_streams", MOST_OF_A_TENANT);

    StateStreams(StateNews news, StateHistory history, StateReaders readers) {
        this.news = news;
        this.history = history;
        this.readers = readers;
    }

    /**
     * Answers with a stream that goes on after the request was handled.
     *
     * @param lastEvent sequence after which to begin; null for what happens from now on
     */
    void open(
            Actor by,
            StateFilter filter,
            @Nullable Long lastEvent,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        var tenant = by.tenant();
        var place = places.take(tenant);
        var wait = news.of(by, filter);
        try {
            var begin = lastEvent == null ? history.end(tenant) : Math.max(0, lastEvent);
            response.setContentType("text/event-stream;charset=UTF-8");
            response.setHeader("Cache-Control", "no-cache");
            response.setHeader("X-Accel-Buffering", "no");
            var exchange = request.startAsync(request, response);
            exchange.setTimeout(0);
            var stream =
                    new StateStream(
                            tenant,
                            filter,
                            begin,
                            exchange,
                            wait,
                            history,
                            () -> readers.mayStill(by));
            Thread.ofVirtual()
                    .name("state-stream")
                    .start(
                            () -> {
                                try (place;
                                        wait) {
                                    stream.run();
                                }
                            });
        } catch (IOException | RuntimeException failure) {
            wait.close();
            place.close();
            throw failure;
        }
    }
}
