package dev.baton.identity.key;

import dev.baton.platform.database.SearchPattern;

import org.jspecify.annotations.Nullable;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** A {@link KeyFilter} as the rest of a statement's condition, with its parameters. */
final class KeyCondition {

    private final StringBuilder sql = new StringBuilder();
    private final Map<String, Object> parameters = new HashMap<>();

    KeyCondition(KeyFilter filter, Instant now) {
        state(filter.state(), now);
        if (filter.unusedSince() != null) {
            state(KeyState.ACTIVE, now);
            and(
                    "COALESCE(last_used_at, created_at) < :unusedSince",
                    "unusedSince",
                    Timestamp.from(filter.unusedSince()));
        }
        if (filter.endingBefore() != null) {
            state(KeyState.ACTIVE, now);
            and(
                    "expires_at < :endingBefore",
                    "endingBefore",
                    Timestamp.from(filter.endingBefore()));
        }
        if (filter.createdBy() != null) {
            and("created_by_name = :createdBy", "createdBy", filter.createdBy());
        }
        if (!filter.name().isBlank()) {
            and("LOWER(name) LIKE :name", "name", SearchPattern.containing(filter.name()));
        }
    }

    String sql() {
        return sql.toString();
    }

    Map<String, Object> parameters() {
        return parameters;
    }

    private void state(@Nullable KeyState state, Instant now) {
        switch (state) {
            case null -> {}
            case ACTIVE ->
                    and("revoked_at IS NULL AND expires_at > :now", "now", Timestamp.from(now));
            case EXPIRED ->
                    and("revoked_at IS NULL AND expires_at <= :now", "now", Timestamp.from(now));
            case REVOKED -> sql.append("AND revoked_at IS NOT NULL ");
        }
    }

    private void and(String condition, String name, Object value) {
        sql.append("AND ").append(condition).append(' ');
        parameters.put(name, value);
    }
}
