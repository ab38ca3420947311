package dev.baton.platform.memory;

import dev.baton.platform.BadConfiguration;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.stereotype.Component;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The bytes that requests' bodies and answers in flight may hold, all together: each of them has a
 * cap of its own, but there may be thousands. What does not fit is refused with {@link
 * MemoryExhausted}, so that a crowd of large ones costs some callers a try and not everybody the
 * instance.
 */
@Component
public class MemoryBudget {

    /** A byte as sent becomes a tree, texts and what is written to the database and the provider. */
    private static final int SHARE_OF_HEAP = 8;

    private static final long LEAST = 16L << 20;

    private final long most;
    private final AtomicLong held = new AtomicLong();
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

    public long held() {
        return held.get();
    }

    public long most() {
        return most;
    }

    void take(long bytes) {
        if (held.addAndGet(bytes) > most) {
            held.addAndGet(-bytes);
            refusals.increment();
            throw new MemoryExhausted();
        }
    }

    void give(long bytes) {
        held.addAndGet(-bytes);
    }
}
