package dev.baton.console.live;

import dev.baton.identity.AccountId;
import dev.baton.platform.web.SentEvents;
import dev.baton.tenant.TenantId;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

import java.io.IOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * The stream of one open page, written by one virtual thread. It lives for some minutes, then the
 * page asks for another: what was lost on the way cannot stay lost, and nobody holds one for ever.
 */
final class LiveStream implements Runnable {

    /** Between two tellings; what changes meanwhile is told at once. */
    static final Duration PACE = Duration.ofSeconds(2);

    private static final Duration BEAT = Duration.ofSeconds(10);
    private static final Duration LIFE = Duration.ofMinutes(10);

    /** Why a stream ends, and what its page does then. */
    enum End {
        /** It asks for another, after a moment of its own. */
        AGAIN,
        /** It leads to the sign-in. */
        ENDED,
        /** The same person has too many others; it asks again once somebody looks at it. */
        CROWDED
    }

    private static final Logger log = LoggerFactory.getLogger(LiveStream.class);

    private final LiveViewer viewer;
    private final SentEvents out;
    private final LiveSessions sessions;
    private final Set<LiveKind> changed = ConcurrentHashMap.newKeySet();
    private final Semaphore news = new Semaphore(0);
    private final CountDownLatch ending = new CountDownLatch(1);
    private final long begun = System.nanoTime();
    private volatile boolean inDoubt;
    private volatile End end = End.AGAIN;
    private @Nullable Long told;

    /** Null until it was known once what this one may be told. */
    private @Nullable Long sessionEnds;

    private Set<LiveKind> seen = Set.of();

    LiveStream(
            LiveViewer viewer,
            HttpServletRequest request,
            HttpServletResponse response,
            LiveSessions sessions)
            throws IOException {
        this.viewer = viewer;
        this.sessions = sessions;
        this.out = SentEvents.begin(request, response, () -> end(End.AGAIN));
    }

    TenantId tenant() {
        return viewer.tenant();
    }

    AccountId account() {
        return viewer.account();
    }

    static Comparator<LiveStream> byAge() {
        return (one, other) -> Long.signum(one.begun - other.begun);
    }

    void changed(Set<LiveKind> kinds) {
        if (changed.addAll(kinds)) {
            news.release();
        }
    }

    /** Somebody's standing has changed: whether this one may go on is looked up at once. */
    void doubt() {
        inDoubt = true;
        news.release();
    }

    void end(End why) {
        end = why;
        ending.countDown();
        news.release();
    }

    /**
     * Says that the stream stands, by which the page knows; false when nobody is there any more.
     */
    boolean open() {
        try {
            send("open", "");
            return true;
        } catch (IOException left) {
            out.complete();
            return false;
        }
    }

    @Override
    public void run() {
        try {
            send("end", follow().name().toLowerCase(Locale.ROOT));
        } catch (IOException left) {
            // Nobody is there any more.
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            out.complete();
        }
    }

    private End follow() throws IOException, InterruptedException {
        var over = begun + LIFE.toNanos() + ThreadLocalRandom.current().nextLong(BEAT.toNanos());
        var beat = begun;
        while (ending.getCount() > 0 && System.nanoTime() < over) {
            if (inDoubt || System.nanoTime() >= beat) {
                inDoubt = false;
                beat = System.nanoTime() + BEAT.toNanos();
                if (!stands()) {
                    return End.ENDED;
                }
                beat();
            }
            tell();
            news.tryAcquire(Math.max(0, beat - System.nanoTime()), TimeUnit.NANOSECONDS);
            news.drainPermits();
        }
        return end;
    }

    /** A database that is away says nothing about anybody; it is asked again at the next beat. */
    private boolean stands() {
        try {
            var footing = sessions.look(viewer);
            footing.ifPresent(
                    it -> {
                        sessionEnds = System.nanoTime() + it.left().toNanos();
                        seen = LiveKind.seenWith(it.permissions());
                    });
            return footing.isPresent();
        } catch (DataAccessException | TransactionException away) {
            log.debug("Whether a page may still be told things cannot be looked up", away);
            return true;
        }
    }

    private void beat() throws IOException {
        if (sessionEnds != null) {
            var left = Duration.ofNanos(Math.max(0, sessionEnds - System.nanoTime()));
            send("beat", Long.toString(Math.max(1, left.toSeconds())));
        }
    }

    private void tell() throws IOException, InterruptedException {
        if (sessionEnds == null || changed.isEmpty() || !rest()) {
            return;
        }
        var kinds = EnumSet.noneOf(LiveKind.class);
        for (var kind : LiveKind.values()) {
            if (changed.remove(kind) && seen.contains(kind)) {
                kinds.add(kind);
            }
        }
        if (!kinds.isEmpty()) {
            told = System.nanoTime();
            send("changed", kinds.stream().map(LiveKind::wire).collect(Collectors.joining(" ")));
        }
    }

    /** Until the next telling may go out; false when it must not any more. */
    private boolean rest() throws InterruptedException {
        var left = told == null ? 0 : told + PACE.toNanos() - System.nanoTime();
        return !ending.await(Math.max(0, left), TimeUnit.NANOSECONDS);
    }

    private void send(String event, String data) throws IOException {
        out.send("event: %s\ndata: %s\n\n".formatted(event, data));
    }
}
