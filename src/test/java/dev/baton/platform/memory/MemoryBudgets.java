package dev.baton.platform.memory;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.springframework.util.unit.DataSize;

/** Budgets of a size that a test chooses. */
public final class MemoryBudgets {

    private MemoryBudgets() {}

    public static MemoryBudget of(long bytes) {
        return new MemoryBudget(
                new MemoryProperties(DataSize.ofBytes(bytes)), new SimpleMeterRegistry());
    }
}
