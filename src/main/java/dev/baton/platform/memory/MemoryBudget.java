package dev.baton.platform.memory;

import dev.baton.platform.BadConfiguration;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The bytes that requests' bodies and answers in flight may hold, all together: each of them has a
 * cap of its own, but there may be thousands. What does not fit is refused with {@link
 * NoRoom}, so that a crowd of large ones costs some callers a try and not everybody the
 * instance. Nobody holds more than a share of it, so that a crowd of one owner's requests leaves
 * room for the others'.
 */
@Component
public class MemoryBudget {

    /** A byte as sent becomes a tree, texts and what is written to the database and the provider. */
    private static final int SHARE_OF_HEAP = 8;

    /** What one owner may hold, as a part of all; the least budget where that is more. */
    private static final int SHARE = 4;

    private static final long LEAST = 16L << 20;

    private final long most;
    private final AtomicLong held = new AtomicLong();
    private final Map<UUID, Long> shares = new ConcurrentHashMap<>();
    private final Counter refusals;

    MemoryBudget(MemoryProperties properties, MeterRegistry meters) {
        var named = properties.budget();
        this.most =
                named == null
                        ? Math.max(LEAST, Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP)
                        : named.toBytes();
        if (most < LEAST) {
            throw new BadConfiguration(
                    "MEMORY_BUDGET",
                    "is below " + (LEAST >> 20) + " MB",
                    "One large request and its answer would not fit.");
        }
        Gauge.builder("baton.memory.held", held, AtomicLong::get)
                .description("Bytes held by bodies and answers in flight")
                .baseUnit("bytes")
                .register(meters);
        Gauge.builder("baton.memory.budget", () -> most)
                .description("Bytes that bodies and answers in flight may hold")
                .baseUnit("bytes")
                .register(meters);
        this.refusals =
                Counter.builder("baton.memory.refusals")
                        .description("Bodies and answers that found no room")
                        .register(meters);
    }

    /** A part of the budget that grows as it is needed; nothing is taken yet. */
    public Holding open() {
        return new Holding(this);
    }

    /** The same for somebody whose share is known from the beginning. */
    public Holding open(UUID owner) {
        var holding = open();
        holding.countFor(owner);
        return holding;
    }

    public long held() {
        return held.get();
    }

    public long most() {
        return most;
    }

    /** What one owner may hold. */
    public long share() {
        return Math.max(LEAST, most / SHARE);
    }

    void take(long bytes, @Nullable UUID owner) {
        takeOfShare(bytes, owner);
        if (held.addAndGet(bytes) > most) {
            give(bytes, owner);
            refusals.increment();
            throw new NoRoom(new MemoryExhausted());
        }
    }

    void takeOfShare(long bytes, @Nullable UUID owner) {
        if (owner == null || bytes == 0) {
            return;
        }
        shares.compute(
                owner,
                (_, count) -> {
                    var sum = count == null ? bytes : count + bytes;
                    if (sum > share()) {
                        refusals.increment();
                        throw new NoRoom(new MemoryShareExhausted(owner));
                    }
                    return sum;
                });
    }

    void give(long bytes, @Nullable UUID owner) {
        held.addAndGet(-bytes);
        if (owner != null) {
            shares.computeIfPresent(owner, (_, sum) -> sum == bytes ? null : sum - bytes);
        }
    }
}
