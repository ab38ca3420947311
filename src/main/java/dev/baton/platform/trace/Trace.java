package dev.baton.platform.trace;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The trace of one request (W3C Trace Context, level 1).
 *
 * @param traceId 32 lower-case hex digits, the caller's when it sent a valid {@code traceparent}
 * @param spanId 16 lower-case hex digits, ours
 * @param sampled the caller's wish, passed on
 * @param correlation what the caller calls its request, {@code X-Correlation-Id}; null for nothing
 */
public record Trace(
        String traceId, String spanId, boolean sampled, @Nullable String correlation) {

    public static final String HEADER = "traceparent";

    /** Name under which the trace id stands in log lines. */
    public static final String MDC_KEY = "trace_id";

    private static final Pattern FORM =
            Pattern.compile("[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?");
    private static final String NO_TRACE = "0".repeat(32);
    private static final String NO_SPAN = "0".repeat(16);
    private static final HexFormat HEX = HexFormat.of();
    private static final SecureRandom SEED = new SecureRandom();

    public static Trace start() {
        return of(HEX.toHexDigits(SEED.nextLong()) + HEX.toHexDigits(SEED.nextLong()), null);
    }

    /** Goes on with one that was answered before. */
    public static Trace of(String traceId, @Nullable String correlation) {
        return new Trace(traceId, span(), true, correlation);
    }

    /** Continues the caller's trace with a span of our own; a header that is not valid starts anew. */
    public static Trace continuing(@Nullable String traceparent) {
        return parse(traceparent).map(Trace::child).orElseGet(Trace::start);
    }

    public static Optional<Trace> parse(@Nullable String traceparent) {
        if (traceparent == null || traceparent.length() > 512) {
            return Optional.empty();
        }
        var match = FORM.matcher(traceparent);
        if (!match.matches()
                || traceparent.startsWith("ff")
                || match.group(1).equals(NO_TRACE)
                || match.group(2).equals(NO_SPAN)) {
            return Optional.empty();
        }
        var sampled = (Integer.parseInt(match.group(3), 16) & 1) == 1;
        return Optional.of(new Trace(match.group(1), match.group(2), sampled, null));
    }

    /** The same trace with a new span, for a call that goes out. */
    public Trace child() {
        return new Trace(traceId, span(), sampled, correlation);
    }

    /** The same trace, by the name that the caller gives it. */
    public Trace named(@Nullable String name) {
        return new Trace(traceId, spanId, sampled, name);
    }

    /** What log lines call it. */
    public String correlationOrId() {
        return correlation == null ? traceId : correlation;
    }

    public String traceparent() {
        return "00-" + traceId + "-" + spanId + (sampled ? "-01" : "-00");
    }

    private static String span() {
        return HEX.toHexDigits(ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE));
    }
}
