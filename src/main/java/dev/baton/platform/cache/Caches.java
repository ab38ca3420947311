package dev.baton.platform.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.CacheLoader;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.cache.CaffeineCacheMetrics;

import org.springframework.stereotype.Component;

/**
 * Makes the caches that spare the database, each with a name under which its hits and misses are
 * told: {@code cache_gets_total{cache="tenants",result="hit"}}. Maps that only limit or collect
 * something are no caches in this sense.
 */
@Component
public class Caches {

    private final MeterRegistry meters;

    public Caches(MeterRegistry meters) {
        this.meters = meters;
    }

    /**
     * @param name unique in the program; nothing that callers choose
     */
    public <K, V> Cache<K, V> make(String name, Caffeine<? super K, ? super V> settings) {
        return CaffeineCacheMetrics.monitor(meters, settings.recordStats().<K, V>build(), name);
    }

    /** One that loads what it misses. */
    public <K, V> LoadingCache<K, V> make(
            String name, Caffeine<Object, Object> settings, CacheLoader<K, V> loader) {
        return CaffeineCacheMetrics.monitor(meters, settings.recordStats().build(loader), name);
    }
}
