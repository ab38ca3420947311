package dev.baton.console.live;

import dev.baton.event.Event;
import dev.baton.event.FeedListener;
import dev.baton.tenant.TenantId;

import io.micrometer.core.instrument.MeterRegistry;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The streams of the pages that are open at this instance. What they tell comes from the feed, so
 * it does not matter on which instance it happened.
 */
@Component
class LiveStreams implements FeedListener, SmartLifecycle {

    static final int MOST = 2_000;
    static final int MOST_OF_A_PERSON = 12;

    private static final Duration FULL = Duration.ofSeconds(30);

    private final LiveSessions sessions;
    private final RecentChanges recent;
    private final Set<LiveStream> open = ConcurrentHashMap.newKeySet();
    private volatile boolean running = true;

    LiveStreams(LiveSessions sessions, Clock clock, MeterRegistry meters) {
        this.sessions = sessions;
        this.recent = new RecentChanges(clock);
        meters.gauge("baton_live_streams", open, Set::size);
    }

    /**
     * Answers with a stream that goes on after the request was handled, unless there are too many.
     *
     * @param since from when on changes are told, in milliseconds since 1970; null for from now on
     */
    void open(
            LiveViewer viewer,
            @Nullable Long since,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        if (!running || open.size() >= MOST) {
            response.setHeader("Retry-After", Long.toString(FULL.toSeconds()));
            response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
            return;
        }
        makeRoom(viewer);
        var stream = new LiveStream(viewer, request, response, sessions);
        if (stream.open()) {
            open.add(stream);
            if (since != null) {
                // Asked for only now that it hears of what comes: nothing falls between the two.
                stream.changed(recent.since(viewer.tenant(), since));
            }
            follow(stream);
        }
    }

    private void follow(LiveStream stream) {
        Thread.ofVirtual()
                .name("live-stream")
                .start(
                        () -> {
                            try {
                                stream.run();
                            } finally {
                                open.remove(stream);
                            }
                        });
    }

    /** Somebody with so many pages looks at the newest. */
    private void makeRoom(LiveViewer viewer) {
        var own =
                open.stream()
                        .filter(stream -> stream.account().equals(viewer.account()))
                        .sorted(LiveStream.byAge())
                        .toList();
        own.subList(0, Math.max(0, own.size() + 1 - MOST_OF_A_PERSON))
                .forEach(stream -> stream.end(LiveStream.End.CROWDED));
    }

    int count() {
        return open.size();
    }

    @Override
    public void on(List<Event> events) {
        var changes = changes(events);
        recent.note(changes);
        if (open.isEmpty()) {
            return;
        }
        events.forEach(
                event ->
                        open.stream()
                                .filter(stream -> isDoubtful(stream, event))
                                .forEach(LiveStream::doubt));
        var everywhere =
                changes.getOrDefault(TenantId.PLATFORM, Set.of()).contains(LiveKind.AGENTS);
        for (var stream : open) {
            stream.changed(changes.getOrDefault(stream.tenant(), Set.of()));
            if (everywhere) {
                // An agent of the platform may be shared with anybody.
                stream.changed(Set.of(LiveKind.AGENTS));
            }
        }
    }

    /** Something about this person's or this tenant's right to be here has changed. */
    private static boolean isDoubtful(LiveStream stream, Event event) {
        return switch (event.type()) {
            case "account.changed" -> stream.account().value().equals(event.subject());
            case "tenant.suspended" -> stream.tenant().equals(event.tenant());
            default -> false;
        };
    }

    private static Map<TenantId, Set<LiveKind>> changes(List<Event> events) {
        var changes = new HashMap<TenantId, Set<LiveKind>>();
        for (var event : events) {
            changes.computeIfAbsent(event.tenant(), _ -> EnumSet.noneOf(LiveKind.class))
                    .addAll(LiveKind.of(event));
        }
        return changes;
    }

    @Override
    public void start() {
        running = true;
    }

    /** Before the web server waits for its requests: these would never end by themselves. */
    @Override
    public void stop() {
        running = false;
        open.forEach(stream -> stream.end(LiveStream.End.AGAIN));
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
