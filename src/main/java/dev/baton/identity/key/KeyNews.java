package dev.baton.identity.key;

import dev.baton.event.Event;
import dev.baton.event.EventLog;
import dev.baton.event.EventType;
import dev.baton.event.FeedListener;
import dev.baton.event.NewEvent;
import dev.baton.platform.trace.Trace;

import org.slf4j.MDC;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Appends the events of keys, and has every instance check a tenant's keys anew after one was
 * revoked or given an earlier end: this one at the commit, the others when they hear of it.
 */
@Component
class KeyNews implements FeedListener {

    private static final Set<String> ENDINGS =
            Set.of(KeyEventTypes.REVOKED.name(), KeyEventTypes.ROTATED.name());

    private final EventLog events;
    private final Revocations revocations;

    KeyNews(EventLog events, Revocations revocations) {
        this.events = events;
        this.revocations = revocations;
    }

    @EventListener
    void append(KeyCreated created) {
        append(
                created.key(),
                KeyEventTypes.CREATED,
                Map.of(
                        "key_id", created.key().value().toString(),
                        "name", created.name(),
                        "scopes", created.scopes().stream().sorted().toList(),
                        "expires_at", created.expiresAt().toString(),
                        "created_by", created.createdBy()));
    }

    @EventListener
    void append(KeyRotated rotated) {
        append(
                rotated.key(),
                KeyEventTypes.ROTATED,
                Map.of(
                        "key_id", rotated.key().value().toString(),
                        "name", rotated.name(),
                        "successor_id", rotated.successor().value().toString(),
                        "valid_until", rotated.validUntil().toString(),
                        "rotated_by", rotated.rotatedBy()));
    }

    @EventListener
    void append(KeyRevoked revoked) {
        append(
                revoked.key(),
                KeyEventTypes.REVOKED,
                Map.of(
                        "key_id", revoked.key().value().toString(),
                        "name", revoked.name(),
                        "revoked_at", revoked.revokedAt().toString(),
                        "revoked_by", revoked.revokedBy()));
    }

    @TransactionalEventListener
    void checkAnew(KeyRevoked revoked) {
        revocations.add(revoked.key().tenant());
    }

    @TransactionalEventListener
    void checkAnew(KeyRotated rotated) {
        revocations.add(rotated.key().tenant());
    }

    @Override
    public void on(List<Event> heard) {
        heard.stream()
                .filter(event -> ENDINGS.contains(event.type()))
                .forEach(event -> revocations.add(event.tenant()));
    }

    private void append(ApiKeyId key, EventType type, Map<String, ?> data) {
        events.append(new NewEvent(key.tenant(), type, key.value(), data, MDC.get(Trace.MDC_KEY)));
    }
}
