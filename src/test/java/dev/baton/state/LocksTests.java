package dev.baton.state;

import static dev.baton.state.StateBench.json;
import static dev.baton.state.StateBench.somebody;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.state.SharedState.Terms;
import dev.baton.tenant.Actor;
import dev.baton.tenant.TenantId;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/** Locks: one holder at a time, on any instance, and none that writes after its time. */
@Tag("database")
@SpringBootTest
@AutoConfigureMockMvc
class LocksTests {

    private static final Duration USUAL = Duration.ofSeconds(30);

    @Autowired private StateBench bench;
    @Autowired private StateProperties shipped;
    @Autowired private OldLocks old;

    private TenantId tenant;
    private Actor by;
    private LockId id;

    @BeforeEach
    void begin() {
        tenant = bench.tenant();
        by = somebody(tenant);
        id = new LockId(tenant, "nightly-report");
    }

    @Test
    void shipsTheNumbersOfItsSource() {
        assertThat(shipped.lockTime()).isEqualTo(USUAL);
        assertThat(shipped.lockWait()).isEqualTo(Duration.ofSeconds(10));
        var rest = new Rest(shipped);
        assertThat(IntStream.range(0, 3).mapToObj(rest::length))
                .containsExactly(
                        Duration.ofMillis(100), Duration.ofMillis(200), Duration.ofMillis(300));
    }

    @Test
    void isHeldByOneAtATime() {
        var held = take(bench.locks, "one");

        assertThat(held.expiresAt()).isEqualTo(bench.clock.instant().plus(USUAL));
        assertThatThrownBy(() -> take(bench.otherLocks, "two"))
                .isInstanceOf(LockHeld.class)
                .hasMessageContaining("held by one");
        assertThatThrownBy(() -> take(bench.locks, "one")).isInstanceOf(LockHeld.class);

        bench.locks.release(id, held.fence(), by);
        assertThat(take(bench.otherLocks, "two").fence()).isGreaterThan(held.fence());
    }

    @Test
    void isFreeWhenTheTimeOfADeadHolderIsOver() {
        var held = take(bench.locks, "dead");
        bench.clock.advance(USUAL.minusMillis(1));
        assertThatThrownBy(() -> take(bench.otherLocks, "next")).isInstanceOf(LockHeld.class);

        bench.clock.advance(Duration.ofMillis(1));

        assertThat(take(bench.otherLocks, "next").fence()).isGreaterThan(held.fence());
    }

    @Test
    void givesGreaterFencesForEver() {
        var first = take(bench.locks, "one");
        bench.locks.release(id, first.fence(), by);
        var second = take(bench.locks, "one");
        bench.clock.advance(USUAL);
        assertThat(old.forget(tenant, bench.clock.instant(), 10)).isOne();

        assertThat(take(bench.locks, "one").fence()).isGreaterThan(second.fence());
        assertThat(second.fence()).isGreaterThan(first.fence());
    }

    @Test
    void isHeldLongerWhenItIsRenewed() {
        var held = take(bench.locks, "one");
        bench.clock.advance(USUAL.minusSeconds(1));

        var renewed = bench.locks.renew(id, held.fence(), null, by);

        assertThat(renewed.fence()).isEqualTo(held.fence());
        bench.clock.advance(USUAL.minusSeconds(1));
        assertThatThrownBy(() -> take(bench.otherLocks, "two")).isInstanceOf(LockHeld.class);
    }

    @Test
    void isNeitherRenewedNorReleasedByWhoLostIt() {
        var lost = take(bench.locks, "slow");
        bench.clock.advance(USUAL);
        assertThatThrownBy(() -> bench.locks.renew(id, lost.fence(), null, by))
                .isInstanceOf(LockNotFound.class);
        take(bench.otherLocks, "next");

        assertThatThrownBy(() -> bench.locks.renew(id, lost.fence(), null, by))
                .isInstanceOf(LockLost.class);
        assertThatThrownBy(() -> bench.locks.release(id, lost.fence(), by))
                .isInstanceOf(LockLost.class);
        assertThat(bench.locks.get(id).owner()).isEqualTo("next");
    }

    /** Also before the new holder has written anything. */
    @Test
    void refusesTheWriteOfASlowHolder() {
        var key = new StateKey(tenant, "reports", "nightly");
        var slow = take(bench.locks, "slow").fence();
        write(key, "'first'", slow);
        bench.clock.advance(USUAL);
        assertThatThrownBy(() -> write(key, "'over'", slow)).isInstanceOf(FenceOutdated.class);
        var next = take(bench.otherLocks, "next").fence();

        assertThatThrownBy(() -> write(key, "'late'", slow)).isInstanceOf(FenceOutdated.class);
        assertThatThrownBy(() -> bench.state.delete(key, new Terms(StateCondition.NONE, slow), by))
                .isInstanceOf(FenceOutdated.class);

        assertThat(bench.state.get(key).value()).isEqualTo("\"first\"");
        write(key, "'second'", next);
        assertThat(bench.state.get(key).value()).isEqualTo("\"second\"");
    }

    @Test
    void takesNoFenceOfAnotherTenant() {
        var others = bench.tenant();
        var fence = take(bench.locks, "one").fence();
        var theirs = new StateKey(others, "reports", "nightly");

        assertThatThrownBy(
                        () ->
                                bench.state.put(
                                        theirs,
                                        json("1"),
                                        null,
                                        new Terms(StateCondition.NONE, fence),
                                        somebody(others)))
                .isInstanceOf(FenceOutdated.class);
    }

    /** Each waits for its turn, reads, and writes what it has read plus one. */
    @Test
    void letsManyTakeTurns() throws Exception {
        var key = new StateKey(tenant, "reports", "sum");
        write(key, "0", null);
        try (var workers = Executors.newVirtualThreadPerTaskExecutor()) {
            var all =
                    IntStream.range(0, 8)
                            .mapToObj(worker -> workers.submit(() -> add(key, worker)))
                            .toList();
            for (var each : all) {
                each.get();
            }
        }

        assertThat(bench.state.get(key).value()).isEqualTo("8");
    }

    private void add(StateKey key, int worker) {
        var locks = worker % 2 == 0 ? bench.locks : bench.otherLocks;
        var held = locks.take(id, "worker " + worker, null, Duration.ofMinutes(1), by);
        var before = Long.parseLong(bench.state.get(key).value());
        write(key, Long.toString(before + 1), held.fence());
        locks.release(id, held.fence(), by);
    }

    @Test
    void refusesMoreThanATenantMayHold() {
        var most = StateBench.PROPERTIES.locks();
        for (var one = 0; one < most; one++) {
            bench.locks.take(new LockId(tenant, "lock-" + one), "one", null, null, by);
        }

        assertThatThrownBy(() -> take(bench.locks, "one")).isInstanceOf(TooManyLocks.class);
        bench.clock.advance(USUAL);
        assertThat(take(bench.locks, "one").owner()).isEqualTo("one");
    }

    private void write(StateKey key, String value, @Nullable Long fence) {
        bench.state.put(key, json(value), null, new Terms(StateCondition.NONE, fence), by);
    }

    private HeldLock take(Locks locks, String owner) {
        return locks.take(id, owner, null, Duration.ZERO, by);
    }
}
