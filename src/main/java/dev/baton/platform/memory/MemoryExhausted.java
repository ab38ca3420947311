package dev.baton.platform.memory;

import dev.baton.platform.problem.Unavailable;

import java.time.Duration;

/** What is in flight holds as much memory as it may; more is let in as soon as some of it ends. */
public class MemoryExhausted extends Unavailable {

    MemoryExhausted() {
        super(
                503,
                "memory_exhausted",
                "Too much is in flight at the moment.",
                Duration.ofSeconds(2));
    }
}
