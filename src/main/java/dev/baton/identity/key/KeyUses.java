package dev.baton.identity.key;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import jakarta.annotation.PreDestroy;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Remembers when and from where keys were used, and writes it down in batches: for each key once a
 * minute at most, and never while a request waits.
 */
@Component
@EnableScheduling
class KeyUses {

    private static final Logger log = LoggerFactory.getLogger(KeyUses.class);
    private static final Duration BETWEEN_WRITES = Duration.ofMinutes(1);
    private static final int MOST_WAITING = 100_000;

    private final KeyTable table;
    private final Clock clock;
    private final ConcurrentMap<ApiKeyId, KeyUse> waiting = new ConcurrentHashMap<>();
    private final Cache<ApiKeyId, Instant> written =
            Caffeine.newBuilder()
                    .maximumSize(MOST_WAITING)
                    .expireAfterWrite(BETWEEN_WRITES)
                    .build();

    KeyUses(KeyTable table, Clock clock) {
        this.table = table;
        this.clock = clock;
    }

    void note(ApiKeyId key, String ip) {
        if (waiting.size() < MOST_WAITING) {
            waiting.put(key, new KeyUse(key, clock.instant(), ip));
        }
    }

    @Scheduled(fixedDelay = 10_000)
    void writeDue() {
        var before = clock.instant().minus(BETWEEN_WRITES);
        write(before);
    }

    /** What is still waiting when the instance stops. */
    @PreDestroy
    void writeAll() {
        write(Instant.MAX);
    }

    private void write(Instant before) {
        var due =
                waiting.values().stream()
                        .filter(use -> isDue(use, before))
                        .sorted(java.util.Comparator.comparing(use -> use.key().toString()))
                        .toList();
        try {
            table.used(due);
            due.forEach(
                    use -> {
                        written.put(use.key(), use.at());
                        waiting.remove(use.key(), use);
                    });
        } catch (DataAccessException e) {
            log.warn("When keys were last used could not be written: {}", e.toString());
        }
    }

    private boolean isDue(KeyUse use, Instant before) {
        var last = written.getIfPresent(use.key());
        return last == null || last.isBefore(before);
    }
}
