package dev.baton.agent;

import dev.baton.agent.PlaceShares.Holder;
import dev.baton.platform.Repeater;
import dev.baton.platform.database.DatabaseAccess;
import dev.baton.platform.database.RetryingTransactions;
import dev.baton.work.InstanceDeclaredDead;
import dev.baton.work.InstanceId;
import dev.baton.work.InstanceReaper;

import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Shares an agent's places with the other instances, so that all together use no more than it has.
 * What an instance was given it keeps until another one misses some: a call costs no statement
 * while there is a place. An instance that has the database to itself has all places.
 */
@Component
class SharedPlaces implements AgentPlaces, InstanceReaper, SmartLifecycle {

    /** Who waits asks again as often. */
    private static final Duration SOON = Duration.ofMillis(100);

    /** How often an instance looks for what others miss. */
    private static final Duration ROUND = Duration.ofMillis(250);

    private final PlaceRows rows;
    private final RetryingTransactions transactions;
    private final InstanceId self;
    private final boolean alone;
    private final Clock clock;
    private final Map<AgentId, Shared> shared = new ConcurrentHashMap<>();
    private final Repeater keeper = new Repeater("agent-places", this::round, ROUND);
    private Instant looked = Instant.EPOCH;

    SharedPlaces(
            PlaceRows rows,
            RetryingTransactions transactions,
            InstanceId self,
            DatabaseAccess access,
            Clock clock) {
        this.rows = rows;
        this.transactions = transactions;
        this.self = self;
        this.alone = access.exclusive();
        this.clock = clock;
    }

    /** One agent's places here. */
    private final class Shared {

        private final AgentId agent;
        private final CapacityGate gate;
        private final ReentrantLock asking = new ReentrantLock();
        private volatile int most;
        private volatile Instant asked = Instant.EPOCH;
        private volatile boolean missing;

        Shared(AgentId agent, CapacityGate gate) {
            this.agent = agent;
            this.gate = gate;
            gate.grant(0);
        }

        /** Who comes while somebody asks waits for what comes of that. */
        void want(int places) {
            most = places;
            if (!gate.isShort(most)) {
                return;
            }
            asking.lock();
            try {
                if (gate.isShort(most) && mayAsk()) {
                    // With whoever is about to enter.
                    share(1);
                }
                if (gate.isShort(most)) {
                    keeper.wake();
                }
            } finally {
                asking.unlock();
            }
        }

        private boolean mayAsk() {
            return !clock.instant().isBefore(asked.plus(SOON));
        }

        /** Again, if it is worth it. */
        void look() {
            if ((isWaitedFor() || missing) && mayAsk()) {
                share();
            }
        }

        boolean isWaitedFor() {
            return gate.waiting() > 0 && gate.isShort(most);
        }

        void share() {
            asking.lock();
            try {
                share(0);
            } finally {
                asking.unlock();
            }
        }

        private void share(int coming) {
            asked = clock.instant();
            gate.grant(transactions.call("agent_places", () -> shared(coming)));
        }

        /** What is taken away is so before it is written, what is given only after. */
        private int shared(int coming) {
            rows.lock(agent);
            var wanted = gate.taken() + gate.waiting() + coming;
            var places =
                    PlaceShares.of(
                            self.value(),
                            most,
                            gate.granted(),
                            wanted,
                            rows.others(agent, self.value()),
                            asked.getEpochSecond());
            var used = Math.max(places, gate.limit(places));
            missing = wanted > used;
            rows.put(agent, new Holder(self.value(), used, Math.max(0, wanted - used)));
            return places;
        }
    }

    @Override
    public void provide(Agent agent, CapacityGate gate) {
        if (!alone) {
            shared.computeIfAbsent(agent.id(), id -> new Shared(id, gate))
                    .want(agent.maxConcurrentTasks());
        }
    }

    private Duration round() {
        var now = clock.instant();
        shared.values().forEach(Shared::look);
        if (!now.isBefore(looked.plus(ROUND)) && !shared.isEmpty()) {
            looked = now;
            rows.missingElsewhere(self.value()).stream()
                    .map(shared::get)
                    .filter(one -> one != null)
                    .forEach(Shared::share);
        }
        return shared.values().stream().anyMatch(Shared::isWaitedFor) ? SOON : ROUND;
    }

    /** Others have what this instance had; it asks anew. */
    @EventListener
    void forfeit(InstanceDeclaredDead declared) {
        shared.values().forEach(one -> one.gate.grant(0));
    }

    @Override
    public void reap(UUID deadInstance) {
        rows.forget(deadInstance);
    }

    @Override
    public void start() {
        if (!alone) {
            keeper.start();
        }
    }

    @Override
    public void stop() {
        keeper.stop(ROUND);
    }

    @Override
    public boolean isRunning() {
        return keeper.isRunning();
    }
}
