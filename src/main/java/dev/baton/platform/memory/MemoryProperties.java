package dev.baton.platform.memory;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.unit.DataSize;

/**
 * How much may be in flight.
 *
 * @param budget {@code MEMORY_BUDGET}: of all requests' bodies and answers together; null for an
 *     eighth of the heap; a quarter of it, and 16 MB at least, is what one tenant may hold
 */
@ConfigurationProperties("baton.memory")
record MemoryProperties(@Nullable DataSize budget) {}
