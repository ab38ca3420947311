package dev.baton.platform.memory;

import dev.baton.platform.problem.LimitReached;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;

/** What its owner has in flight holds all that one owner may; the others go on. */
public class MemoryShareExhausted extends LimitReached {

    private final UUID owner;

    MemoryShareExhausted(UUID owner) {
        super(
                "memory_share_exhausted",
                "What one tenant may have in flight is in flight.",
                Duration.ofSeconds(2));
        this.owner = owner;
    }

    @Override
    public Map<String, Object> extensions() {
        return Map.of("limit", "tenant_memory", "owner", owner.toString());
    }
}
