package dev.baton.message;

import dev.baton.tenant.Actor;
import dev.baton.tenant.TenantId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.stereotype.Component;

/**
 * How much of what a tenant asks and is answered is kept in a day (UTC), so that nobody fills the
 * disk. Beyond that, a message whose caller waits is kept without its texts; what is nothing without
 * them is refused: a question for later, and a new request under an idempotency key.
 *
 * <p>Every instance counts for itself and from its start. It is a bound, no account.
 */
@Component
class KeptTexts {

    private record Day(Instant beginning, Map<TenantId, AtomicLong> bytes) {}

    private static final Duration DAY = Duration.ofDays(1);

    private final Refusals refusals;
    private final Clock clock;
    private final long most;
    private volatile Day today = new Day(Instant.EPOCH, Map.of());

    KeptTexts(Refusals refusals, MessageProperties properties, Clock clock) {
        this.refusals = refusals;
        this.clock = clock;
        this.most = properties.keptPerDay().toBytes();
    }

    /** Refuses what could not be kept although it must be. */
    void requireRoom(Actor by, Question question) {
        if (used(by.tenant()).get() < most) {
            return;
        }
        var until = Duration.between(clock.instant(), today().beginning().plus(DAY));
        var full = new KeptTextsExhausted(by.tenant(), most, until);
        refusals.note(by, question, full);
        throw full;
    }

    /** Whether these may be kept; they count then. */
    boolean take(TenantId tenant, String... texts) {
        var bytes = bytes(texts);
        var used = used(tenant);
        if (used.addAndGet(bytes) <= most) {
            return true;
        }
        used.addAndGet(-bytes);
        return false;
    }

    /** These are kept in any case. */
    void count(TenantId tenant, String... texts) {
        count(tenant, bytes(texts));
    }

    void count(TenantId tenant, long bytes) {
        used(tenant).addAndGet(bytes);
    }

    long most() {
        return most;
    }

    private AtomicLong used(TenantId tenant) {
        return today().bytes().computeIfAbsent(tenant, _ -> new AtomicLong());
    }

    private Day today() {
        var beginning = clock.instant().truncatedTo(ChronoUnit.DAYS);
        var day = today;
        if (day.beginning().equals(beginning)) {
            return day;
        }
        synchronized (this) {
            if (!today.beginning().equals(beginning)) {
                today = new Day(beginning, new ConcurrentHashMap<>());
            }
            return today;
        }
    }

    static long bytes(String... texts) {
        var bytes = 0L;
        for (var text : texts) {
            bytes += bytes(text);
        }
        return bytes;
    }

    /** As UTF-8, where half of a pair stands for two of its four bytes; without making them. */
    private static long bytes(String text) {
        var bytes = 0L;
        for (var at = 0; at < text.length(); at++) {
            var character = text.charAt(at);
            if (character < 0x80) {
                bytes++;
            } else {
                bytes += character < 0x800 || Character.isSurrogate(character) ? 2 : 3;
            }
        }
        return bytes;
    }
}
