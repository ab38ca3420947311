package dev.baton.drill;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** What callers saw, by the trace each of them chose: kept outside Baton. */
final class Ledger {

    /** Answers seen to their very end, with the cost they named, or -1 where the form names none. */
    private final Map<String, Long> complete = new ConcurrentHashMap<>();

    /** 202s. */
    private final Set<String> accepted = ConcurrentHashMap.newKeySet();

    /** When those were sent whose connection broke or whose stream ended without its end. */
    private final Map<String, Instant> broken = new ConcurrentHashMap<>();

    /** Streams that ended with an error event. */
    private final Set<String> failed = ConcurrentHashMap.newKeySet();

    private final Map<Integer, AtomicInteger> refusals = new ConcurrentHashMap<>();
    private final Map<String, Duration> refusedAfter = new ConcurrentHashMap<>();
    private final Set<String> faults = ConcurrentHashMap.newKeySet();
    private final AtomicInteger sent = new AtomicInteger();
    private volatile long lastCompleteNanos;

    void sent() {
        sent.incrementAndGet();
    }

    void complete(String trace, long costNanos) {
        lastCompleteNanos = System.nanoTime();
        complete.put(trace, costNanos);
    }

    void accepted(String trace) {
        lastCompleteNanos = System.nanoTime();
        accepted.add(trace);
    }

    void broken(String trace, Instant sent) {
        broken.put(trace, sent);
    }

    void failed(String trace) {
        failed.add(trace);
    }

    void refused(String trace, int status, Duration after) {
        refusals.computeIfAbsent(status, _ -> new AtomicInteger()).incrementAndGet();
        refusedAfter.put(trace, after);
    }

    /** Something that must not be, in words. */
    void fault(String what) {
        faults.add(what);
    }

    Map<String, Long> complete() {
        return complete;
    }

    Set<String> accepted() {
        return accepted;
    }

    Map<String, Instant> broken() {
        return broken;
    }

    Set<String> failed() {
        return failed;
    }

    Set<String> faults() {
        return faults;
    }

    int requests() {
        return sent.get();
    }

    /** How often which status refused. */
    Map<Integer, Integer> refusals() {
        var counts = new TreeMap<Integer, Integer>();
        refusals.forEach((status, count) -> counts.put(status, count.get()));
        return counts;
    }

    /** Of the time that Baton took itself: what the provider thought about a call is not its own. */
    Duration longestRefusal(Provider provider) {
        return refusedAfter.entrySet().stream()
                .map(each -> each.getValue().minus(provider.thoughtAbout(each.getKey())))
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
    }

    /** Whether an answer came after that moment of {@link System#nanoTime}. */
    boolean hasAnswerSince(long nanos) {
        return lastCompleteNanos - nanos > 0;
    }
}
