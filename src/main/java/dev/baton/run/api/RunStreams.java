package dev.baton.run.api;

import dev.baton.event.Event;
import dev.baton.event.FeedListener;
import dev.baton.identity.key.Readers;
import dev.baton.limit.WaitingPlaces;
import dev.baton.platform.web.SentEvents;
import dev.baton.run.Run;
import dev.baton.run.RunDesk;
import dev.baton.run.RunEnds;
import dev.baton.run.RunHistory;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.stereotype.Component;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The streams of runs that are open at this instance, a virtual thread each. */
@Component
class RunStreams implements FeedListener {

    static final int MOST_OF_A_TENANT = 100;

    private static final String REVOKED = "key.revoked";
    private static final String SUSPENDED = "tenant.suspended";

    private final RunDesk desk;
    private final RunHistory history;
    private final RunEnds ends;
    private final Readers readers;
    private final WaitingPlaces places = new WaitingPlaces("run_streams", MOST_OF_A_TENANT);
    private final Set<Open> open = ConcurrentHashMap.newKeySet();

    RunStreams(RunDesk desk, RunHistory history, RunEnds ends, Readers readers) {
        this.desk = desk;
        this.history = history;
        this.ends = ends;
        this.readers = readers;
    }

    private record Open(Actor by, RunEnds.Wait waiting) {

        boolean isEndedBy(Event event) {
            return by.tenant().equals(event.tenant())
                    && (event.type().equals(SUSPENDED)
                            || event.type().equals(REVOKED) && event.subject().equals(by.id()));
        }
    }

    /**
     * Answers with a stream that goes on after the request was handled.
     *
     * @param after version after which to begin
     */
    void open(
            Actor by, Run run, int after, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        var place = places.take(by.tenant());
        var wait = ends.of(run.id());
        var here = new Open(by, wait);
        try {
            open.add(here);
            var out = SentEvents.begin(request, response, wait::leave);
            var stream =
                    new RunStream(
                            run,
                            after,
                            out,
                            wait,
                            desk,
                            history,
                            () -> readers.mayStill(by, Permission.RUNS_READ));
            Thread.ofVirtual()
                    .name("run-stream")
                    .start(
                            () -> {
                                try (place;
                                        wait) {
                                    stream.run();
                                } finally {
                                    open.remove(here);
                                }
                            });
        } catch (IOException | RuntimeException failure) {
            open.remove(here);
            wait.close();
            place.close();
            throw failure;
        }
    }

    @Override
    public void on(List<Event> events) {
        for (var event : events) {
            if (event.type().equals(REVOKED) || event.type().equals(SUSPENDED)) {
                open.stream()
                        .filter(one -> one.isEndedBy(event))
                        .forEach(one -> one.waiting.leave());
            }
        }
    }
}
