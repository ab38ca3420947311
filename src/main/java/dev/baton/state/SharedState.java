package dev.baton.state;

import dev.baton.event.EventLog;
import dev.baton.platform.Ids;
import dev.baton.platform.Page;
import dev.baton.platform.TextCursor;
import dev.baton.platform.database.RetryingTransactions;
import dev.baton.platform.problem.FieldProblem;
import dev.baton.state.StateEvents.Change;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Requires;
import dev.baton.tenant.TenantId;

import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import tools.jackson.databind.JsonNode;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The records that a tenant's agents, runs and programs share. Each change is one short
 * transaction: it holds the record, checks what the writer asks for, writes the next version and
 * the event of it.
 */
@Service
public class SharedState {

    static final Duration LONGEST_LIFE = Duration.ofDays(3650);

    private static final String WHERE = "state";

    /** Two that create the same record: one of them begins again and finds it. */
    private static final int CREATIONS = 6;

    private final StateStore store;
    private final Fences fences;
    private final StateJson json;
    private final EventLog events;
    private final RetryingTransactions transactions;
    private final Turns turns;
    private final StateProperties properties;
    private final Clock clock;

    SharedState(
            StateStore store,
            Fences fences,
            StateJson json,
            EventLog events,
            RetryingTransactions transactions,
            Turns turns,
            StateProperties properties,
            Clock clock) {
        this.store = store;
        this.fences = fences;
        this.json = json;
        this.events = events;
        this.transactions = transactions;
        this.turns = turns;
        this.properties = properties;
        this.clock = clock;
    }

    /**
     * What a writer asks for beside its value.
     *
     * @param condition what must be so
     * @param fence of the lock that it holds; null when it holds none
     */
    public record Terms(StateCondition condition, @Nullable Long fence) {

        public static final Terms NONE = new Terms(StateCondition.NONE, null);
    }

    /**
     * A record after a change.
     *
     * @param created whether there was none before
     */
    public record Written(StateRecord record, boolean created) {}

    /** Empty when there is none, or none any more. */
    @Transactional(readOnly = true)
    public Optional<StateRecord> find(StateKey key) {
        var now = clock.instant();
        return store.find(key).filter(record -> record.isThere(now));
    }

    @Transactional(readOnly = true)
    public StateRecord get(StateKey key) {
        return find(key).orElseThrow(() -> new StateNotFound(key));
    }

    /**
     * The records of a namespace, by key.
     *
     * @param prefix how their keys begin
     */
    @Transactional(readOnly = true)
    public Page<StateRecord> list(
            TenantId tenant, String namespace, String prefix, @Nullable String after, int limit) {
        StateNames.check("namespace", namespace, StateNames.LONGEST_NAMESPACE);
        if (!prefix.isEmpty()) {
            StateNames.check("prefix", prefix, StateNames.LONGEST_KEY);
        }
        var rows =
                store.list(
                        tenant,
                        namespace,
                        prefix,
                        TextCursor.text(after),
                        clock.instant(),
                        limit + 1);
        return Page.of(rows, limit, record -> TextCursor.of(record.key().key()));
    }

    /**
     * Writes a value, whatever was there.
     *
     * @param life after which it is gone; null when it stays
     */
    @Requires(Permission.STATE_WRITE)
    public Written put(
            StateKey key, JsonNode value, @Nullable Duration life, Terms terms, Actor by) {
        checkLife(life);
        var text = json.write(value);
        return write(
                key,
                () -> {
                    var now = clock.instant();
                    var end = life == null ? null : now.plus(life);
                    var found = held(key, terms, now);
                    return found.isPresent()
                            ? changed(found.get().changed(text, end, by.name(), now))
                            : created(key, text, end, by, now);
                });
    }

    /** Applies a JSON Merge Patch; how long the record stays does not change. */
    @Requires(Permission.STATE_WRITE)
    public StateRecord merge(StateKey key, JsonNode patch, Terms terms, Actor by) {
        return write(
                key,
                () -> {
                    var now = clock.instant();
                    var found = held(key, terms, now).orElseThrow(() -> new StateNotFound(key));
                    var merged = StateJson.merged(json.read(found.value()), patch);
                    var text = json.write(merged);
                    return changed(found.changed(text, found.expiresAt(), by.name(), now)).record();
                });
    }

    /**
     * Adds to a whole number; where there is none, to zero. Nobody's addition is lost.
     *
     * @param life from now on; null leaves it as it is
     */
    @Requires(Permission.STATE_WRITE)
    public Written increment(
            StateKey key, long amount, @Nullable Duration life, Terms terms, Actor by) {
        checkLife(life);
        return write(
                key,
                () -> {
                    var now = clock.instant();
                    var found = held(key, terms, now);
                    var end = life == null ? null : now.plus(life);
                    if (found.isEmpty()) {
                        return created(key, Long.toString(amount), end, by, now);
                    }
                    var before = found.get();
                    var sum = Long.toString(sum(key, before.value(), amount));
                    var newEnd = life == null ? before.expiresAt() : end;
                    return changed(before.changed(sum, newEnd, by.name(), now));
                });
    }

    @Requires(Permission.STATE_WRITE)
    public void delete(StateKey key, Terms terms, Actor by) {
        write(
                key,
                () -> {
                    var found =
                            held(key, terms, clock.instant())
                                    .orElseThrow(() -> new StateNotFound(key));
                    store.delete(key);
                    events.append(StateEvents.changed(found, Change.DELETED));
                    return found;
                });
    }

    private <T> T write(StateKey key, Supplier<T> work) {
        return turns.take(key, () -> repeated(work));
    }

    private <T> T repeated(Supplier<T> work) {
        for (var attempt = 1; ; attempt++) {
            try {
                return transactions.call(WHERE, work);
            } catch (DuplicateKeyException created) {
                if (attempt == CREATIONS) {
                    throw created;
                }
            }
        }
    }

    /** The record, which nobody else changes now; refused when it is not as the writer asks. */
    private Optional<StateRecord> held(StateKey key, Terms terms, Instant now) {
        if (terms.fence() != null) {
            fences.check(key.tenant(), terms.fence(), now);
        }
        var found = store.hold(key);
        var there = found.filter(record -> record.isThere(now));
        terms.condition().check(key, there);
        if (found.isPresent() && there.isEmpty()) {
            // Nobody has swept it yet.
            store.delete(key);
            events.append(StateEvents.expired(found.get()));
        }
        return there;
    }

    private Written created(
            StateKey key, String value, @Nullable Instant end, Actor by, Instant now) {
        if (store.count(key.tenant(), properties.records()) >= properties.records()) {
            throw new TooManyRecords(properties.records());
        }
        var record = new StateRecord(key, Ids.next(), value, 1, now, now, by.name(), end);
        store.add(record);
        events.append(StateEvents.changed(record, Change.CREATED));
        return new Written(record, true);
    }

    private Written changed(StateRecord record) {
        store.change(record);
        events.append(StateEvents.changed(record, Change.UPDATED));
        return new Written(record, false);
    }

    private long sum(StateKey key, String value, long amount) {
        var number = json.read(value);
        if (!number.isIntegralNumber() || !number.canConvertToLong()) {
            throw new NoNumber(key);
        }
        try {
            return Math.addExact(number.longValue(), amount);
        } catch (ArithmeticException e) {
            throw new StateRefused(
                    new FieldProblem("by", "out_of_range", "a sum of at most 64 bits"));
        }
    }

    private static void checkLife(@Nullable Duration life) {
        if (life != null && (!life.isPositive() || life.compareTo(LONGEST_LIFE) > 0)) {
            throw new StateRefused(
                    new FieldProblem(
                            "ttl_seconds",
                            "out_of_range",
                            "between 1 and " + LONGEST_LIFE.toSeconds()));
        }
    }
}
