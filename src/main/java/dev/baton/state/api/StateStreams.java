package dev.baton.state.api;

import dev.baton.identity.key.Readers;
import dev.baton.limit.WaitingPlaces;
import dev.baton.platform.web.SentEvents;
import dev.baton.state.StateFilter;
import dev.baton.state.StateHistory;
import dev.baton.state.StateNews;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;

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
    private final Readers readers;
    private final WaitingPlaces places = new WaitingPlaces("state_streams", MOST_OF_A_TENANT);

    StateStreams(StateNews news, StateHistory history, Readers readers) {
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
            var out = SentEvents.begin(request, response, wait::leave);
            var stream =
                    new StateStream(
                            tenant,
                            filter,
                            begin,
                            out,
                            wait,
                            history,
                            () -> readers.mayStill(by, Permission.STATE_READ));
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
