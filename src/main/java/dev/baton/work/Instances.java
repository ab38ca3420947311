package dev.baton.work;

import dev.baton.platform.Ids;
import dev.baton.platform.Repeater;
import dev.baton.platform.database.DatabaseAccess;
import dev.baton.platform.database.ReservedConnection;
import dev.baton.platform.database.RetryingTransactions;
import dev.baton.platform.database.Utc;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Service;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * The running instances, by their heartbeat. One that is silent for {@link #SILENCE} counts as
 * dead: what it left is settled by the {@link InstanceReaper}s of another one.
 *
 * <p>Silence can also mean that the database was away for everybody. So an instance declares others
 * dead only after its own heart has beaten for as long without a gap; where it has the database to
 * itself, at once.
 */
@Service
public class Instances implements SmartLifecycle, OwnHeart {

    public static final Duration SILENCE = Duration.ofSeconds(15);

    /** The first to start and the last to stop: its row outlives what is done in its name. */
    static final int PHASE = -1_000;

    private static final Logger log = LoggerFactory.getLogger(Instances.class);
    private static final Duration BEAT = Duration.ofSeconds(3);

    private final JdbcTemplate jdbc;
    private final RetryingTransactions transactions;
    private final InstanceId self;
    private final WorkTime time;
    private final boolean alone;
    private final ObjectProvider<InstanceReaper> reapers;
    private final ApplicationEventPublisher publisher;
    private final Pulse pulse = new Pulse(BEAT.multipliedBy(2));

    /** Tries on at once: until it is heard again, nothing can be spent. */
    private final Repeater heart =
            new Repeater("instance-heartbeat", this::beatFirst, Duration.ofSeconds(1));

    private final Repeater undertaker = new Repeater("instance-reaper", this::bury);

    Instances(
            JdbcTemplate jdbc,
            RetryingTransactions transactions,
            InstanceId self,
            WorkTime time,
            DatabaseAccess access,
            ObjectProvider<InstanceReaper> reapers,
            ApplicationEventPublisher publisher) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.self = self;
        this.time = time;
        this.alone = access.exclusive();
        this.reapers = reapers;
        this.publisher = publisher;
    }

    /** Those that beat, the oldest first. */
    public List<InstanceFacts> all() {
        return jdbc.query(
                "SELECT id, name, started_at, heartbeat_at FROM instance ORDER BY started_at, id",
                (row, _) -> {
                    var id = Ids.fromBytes(row.getBytes("id"));
                    return new InstanceFacts(
                            id,
                            row.getString("name"),
                            Utc.instant(row, "started_at"),
                            Utc.instant(row, "heartbeat_at"),
                            id.equals(self.value()));
                });
    }

    /** Instances other than this one that were silent too long at the given time. */
    public List<UUID> dead(Instant now) {
        return jdbc.query(
                "SELECT id FROM instance WHERE heartbeat_at < ? AND id <> ?",
                (row, _) -> Ids.fromBytes(row.getBytes("id")),
                Utc.of(lastSign(now)),
                Ids.bytes(self.value()));
    }

    /** Whether what the instance holds is its own: not settled, and not for others to settle. */
    public boolean isAlive(UUID instance) {
        if (instance.equals(self.value())) {
            return true;
        }
        var earliest = isSteady() ? lastSign(time.now()) : Instant.EPOCH;
        return !jdbc.queryForList(
                        "SELECT 1 FROM instance WHERE id = ? AND heartbeat_at >= ?",
                        Integer.class,
                        Ids.bytes(instance),
                        Utc.of(earliest))
                .isEmpty();
    }

    @Override
    public boolean isHeard() {
        return pulse.hasBeatenWithin(SILENCE, System.nanoTime());
    }

    /** Settles what a dead instance left and forgets it, unless another one is doing so. */
    boolean reap(UUID dead, Instant now) {
        return transactions.call(
                "instance_reap",
                () -> {
                    var locked =
                            jdbc.queryForList(
                                    """
                                    SELECT 1 FROM instance WHERE id = ? AND heartbeat_at < ?
                                    FOR UPDATE SKIP LOCKED
                                    """,
                                    Integer.class,
                                    Ids.bytes(dead),
                                    Utc.of(lastSign(now)));
                    if (locked.isEmpty()) {
                        return false;
                    }
                    settle(dead);
                    return true;
                });
    }

    /** A busy pool must not make this instance look dead. */
    private Duration beatFirst() {
        ReservedConnection.run(this::beat);
        return BEAT;
    }

    /** Beats once. */
    void beat() {
        if (time instanceof DatabaseTime database) {
            database.compare();
        }
        // Others count from the time that is written, however long the writing takes.
        var now = System.nanoTime();
        var beaten =
                transactions.call(
                        "instance_beat",
                        () ->
                                jdbc.update(
                                        "UPDATE instance SET heartbeat_at = ? WHERE id = ?",
                                        Utc.of(time.now()),
                                        Ids.bytes(self.value())));
        if (beaten == 0) {
            transactions.run("instance_beat", this::register);
            log.error(
                    "This instance was silent for more than {} s and others have settled what it"
                        + " held",
                    SILENCE.toSeconds());
            publisher.publishEvent(new InstanceDeclaredDead(self.value()));
        }
        pulse.beaten(now);
    }

    private Duration bury() {
        if (isSteady()) {
            var now = time.now();
            for (var dead : dead(now)) {
                if (reap(dead, now)) {
                    log.warn("Instance {} died; what it left is settled", dead);
                }
            }
        }
        return BEAT;
    }

    /** Whose last sign of life is older is dead. */
    private Instant lastSign(Instant now) {
        return alone ? now : now.minus(SILENCE);
    }

    private boolean isSteady() {
        return alone || pulse.steadyFor(System.nanoTime()).compareTo(SILENCE) >= 0;
    }

    private void settle(UUID instance) {
        reapers.orderedStream().forEach(reaper -> reaper.reap(instance));
        jdbc.update("DELETE FROM instance WHERE id = ?", Ids.bytes(instance));
    }

    private void register() {
        var now = Utc.of(time.now());
        jdbc.update(
                "REPLACE INTO instance (id, name, started_at, heartbeat_at) VALUES (?, ?, ?, ?)",
                Ids.bytes(self.value()),
                name(),
                now,
                now);
    }

    private static String name() {
        var host = System.getenv().getOrDefault("HOSTNAME", "localhost");
        return host + ":" + ProcessHandle.current().pid();
    }

    @Override
    public void start() {
        register();
        heart.start();
        undertaker.start();
    }

    @Override
    public void stop() {
        undertaker.stop(BEAT);
        heart.stop(BEAT);
        try {
            transactions.run("instance_reap", () -> settle(self.value()));
        } catch (RuntimeException e) {
            log.warn("What this instance holds is left to others, who see it in {}", SILENCE, e);
        }
    }

    @Override
    public boolean isRunning() {
        return heart.isRunning();
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}
