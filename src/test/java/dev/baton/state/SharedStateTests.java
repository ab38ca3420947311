package dev.baton.state;

import static dev.baton.state.StateBench.json;
import static dev.baton.state.StateBench.somebody;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.baton.RecordedStatements;
import dev.baton.platform.problem.EditedMeanwhile;
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

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** Records: versions, conditions, ends and many writers. */
@Tag("database")
@SpringBootTest
@AutoConfigureMockMvc
class SharedStateTests {

    private static final int WRITERS = 50;
    private static final int TIMES = 100;
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final @Nullable Duration NO_END = null;

    @Autowired private StateBench bench;
    @Autowired private SharedState running;
    @Autowired private Turns turns;
    @Autowired private StateStore store;

    private SharedState state;
    private TenantId tenant;
    private Actor by;
    private StateKey key;

    @BeforeEach
    void begin() {
        state = bench.state;
        tenant = bench.tenant();
        by = somebody(tenant);
        key = new StateKey(tenant, "orders", "next");
    }

    /** Every other one writes at another instance. */
    @Test
    void losesNoIncrementOfManyWriters() throws Exception {
        try (var writers = Executors.newVirtualThreadPerTaskExecutor()) {
            var all =
                    IntStream.range(0, WRITERS)
                            .mapToObj(
                                    writer ->
                                            writers.submit(
                                                    () ->
                                                            incrementManyTimes(
                                                                    writer % 2 == 0
                                                                            ? running
                                                                            : bench.state)))
                            .toList();
            for (var each : all) {
                each.get();
            }
        }

        var record = running.get(key);
        assertThat(record.value()).isEqualTo("5000");
        assertThat(record.version()).isEqualTo(WRITERS * TIMES);
        assertThat(turns.size()).isZero();
    }

    private void incrementManyTimes(SharedState at) {
        for (var time = 0; time < TIMES; time++) {
            at.increment(key, 1, null, Terms.NONE, by);
        }
    }

    /**
     * Each reads, computes and writes only over what it has read; who was overtaken reads again.
     */
    @Test
    void losesNoUpdateOfThoseWhoWriteOverWhatTheyHaveSeen() throws Exception {
        put("0", NO_END);
        var overtaken = new AtomicInteger();
        try (var writers = Executors.newVirtualThreadPerTaskExecutor()) {
            var all =
                    IntStream.range(0, 10)
                            .<Future<?>>mapToObj(
                                    writer ->
                                            writers.submit(
                                                    () ->
                                                            addManyTimes(
                                                                    writer % 2 == 0
                                                                            ? running
                                                                            : bench.state,
                                                                    overtaken)))
                            .toList();
            for (var each : all) {
                each.get();
            }
        }

        assertThat(running.get(key).value()).isEqualTo("200");
        assertThat(running.get(key).version()).isEqualTo(201);
        assertThat(overtaken).hasPositiveValue();
    }

    private void addManyTimes(SharedState at, AtomicInteger overtaken) {
        for (var done = 0; done < 20; ) {
            var seen = at.get(key);
            var sum = Integer.parseInt(seen.value()) + 1;
            var same = StateCondition.of("\"" + seen.tag() + "\"", null);
            try {
                at.put(key, json(Integer.toString(sum)), null, new Terms(same, null), by);
                done++;
            } catch (EditedMeanwhile others) {
                overtaken.incrementAndGet();
            }
        }
    }

    @Test
    void isGoneWhenItsTimeIsOver() {
        put("1", MINUTE);
        bench.clock.advance(MINUTE.minusSeconds(1));
        assertThat(state.find(key)).isPresent();

        bench.clock.advance(Duration.ofSeconds(1));

        assertThat(state.find(key)).isEmpty();
        assertThat(state.list(tenant, "orders", "", null, 10).data()).isEmpty();
        assertThatThrownBy(() -> state.delete(key, Terms.NONE, by))
                .isInstanceOf(StateNotFound.class);
        assertThatThrownBy(() -> state.merge(key, json("{}"), Terms.NONE, by))
                .isInstanceOf(StateNotFound.class);
    }

    @Test
    void beginsAnotherRecordAfterTheEndOfOne() {
        var old = put("1", MINUTE);
        bench.clock.advance(MINUTE);

        var written = state.increment(key, 5, null, Terms.NONE, by);

        assertThat(written.created()).isTrue();
        assertThat(written.record().value()).isEqualTo("5");
        assertThat(written.record().version()).isEqualTo(1);
        assertThat(written.record().tag()).isNotEqualTo(old.tag());
        await().untilAsserted(() -> assertThat(bench.told(tenant, "state.expired")).hasSize(1));
    }

    @Test
    void takesAwayWhatHasExpiredAndTellsOfIt() {
        put("1", MINUTE);
        state.put(new StateKey(tenant, "orders", "stays"), json("1"), null, Terms.NONE, by);
        bench.clock.advance(MINUTE);

        assertThat(bench.expiry.sweep(bench.clock.instant())).isOne();

        assertThat(bench.expiry.sweep(bench.clock.instant())).isZero();
        await().untilAsserted(() -> assertThat(bench.told(tenant, "state.expired")).hasSize(1));
        var event = bench.told(tenant, "state.expired").getFirst();
        assertThat(json(event.data()))
                .isEqualTo(json("{'namespace':'orders','key':'next','version':1}"));
    }

    @Test
    void takesAwayThoseOfEveryTenant() {
        put("1", MINUTE);
        var others = bench.tenant();
        var theirs = new StateKey(others, "orders", "next");
        bench.state.put(theirs, json("1"), MINUTE.plusSeconds(1), Terms.NONE, somebody(others));
        bench.clock.advance(MINUTE.plusSeconds(1));

        bench.expiry.sweep(bench.clock.instant());

        assertThat(stored(key)).isFalse();
        assertThat(stored(theirs)).isFalse();
    }

    private boolean stored(StateKey of) {
        return store.find(of).isPresent();
    }

    @Test
    void findsWhatHasExpiredByAnIndex() {
        put("1", MINUTE);
        bench.clock.advance(MINUTE);

        var asked = RecordedStatements.during(() -> bench.expiry.sweep(bench.clock.instant()));

        assertThat(asked)
                .filteredOn(it -> it.sql().contains("FROM state_record FORCE"))
                .hasSizeGreaterThan(1)
                .allSatisfy(
                        it ->
                                assertThat(it.plan())
                                        .extracting(RecordedStatements.Access::key)
                                        .containsExactly("state_record_by_expiry"));
    }

    @Test
    void keepsTheEndOfARecordUntilItIsSetAnew() {
        put("1", MINUTE);
        bench.clock.advance(Duration.ofSeconds(30));
        var end = state.get(key).expiresAt();

        assertThat(increment(null).expiresAt()).isEqualTo(end);
        assertThat(state.merge(key, json("7"), Terms.NONE, by).expiresAt()).isEqualTo(end);
        assertThat(increment(MINUTE).expiresAt()).isEqualTo(bench.clock.instant().plus(MINUTE));
        assertThat(put("1", NO_END).expiresAt()).isNull();
    }

    @Test
    void writesOnlyOverTheVersionThatWasSeen() {
        var first = put("1", NO_END);
        var second = put("2", NO_END);

        assertThatThrownBy(() -> put("3", StateCondition.same(first)))
                .isInstanceOf(EditedMeanwhile.class);
        assertThatThrownBy(() -> put("3", StateCondition.ABSENT)).isInstanceOf(StateExists.class);
        assertThat(put("3", StateCondition.same(second)).version()).isEqualTo(3);
    }

    /** The same number is not the same version. */
    @Test
    void tellsARecordFromTheOneBefore() {
        var old = put("1", NO_END);
        state.delete(key, Terms.NONE, by);
        put("2", NO_END);

        assertThatThrownBy(() -> put("3", StateCondition.same(old)))
                .isInstanceOf(EditedMeanwhile.class);
    }

    @Test
    void tellsOfEachChangeInOrder() {
        put("1", NO_END);
        increment(null);
        state.delete(key, Terms.NONE, by);

        await().untilAsserted(
                        () ->
                                assertThat(bench.told(tenant, "state.changed"))
                                        .extracting(
                                                event ->
                                                        json(event.data())
                                                                .path("change")
                                                                .asString())
                                        .containsExactly("created", "updated", "deleted"));
    }

    @Test
    void addsToWholeNumbersOnly() {
        for (var other : List.of("1.5", "'1'", "null", "{}", "18446744073709551616")) {
            put(other, NO_END);
            assertThatThrownBy(() -> increment(null)).as(other).isInstanceOf(NoNumber.class);
        }
        put(Long.toString(Long.MAX_VALUE), NO_END);
        assertThatThrownBy(() -> increment(null)).isInstanceOf(StateRefused.class);
        assertThat(state.get(key).value()).isEqualTo(Long.toString(Long.MAX_VALUE));
    }

    @Test
    void keepsEveryDigit() {
        for (var number : List.of("0.10", "1E+400", "12345678901234567890.123")) {
            var written = state.merge(putAndKey("1"), exact(number), Terms.NONE, by);
            assertThat(written.value()).isEqualTo(number);
        }
    }

    private StateKey putAndKey(String value) {
        put(value, NO_END);
        return key;
    }

    private static JsonNode exact(String number) {
        return JsonNodeFactory.instance.numberNode(new BigDecimal(number));
    }

    @Test
    void refusesMoreThanATenantMayKeep() {
        var most = StateBench.PROPERTIES.records();
        for (var one = 0; one < most; one++) {
            state.increment(new StateKey(tenant, "many", "k" + one), 1, null, Terms.NONE, by);
        }

        assertThatThrownBy(() -> put("1", NO_END)).isInstanceOf(TooManyRecords.class);
        var known = new StateKey(tenant, "many", "k0");
        assertThat(state.increment(known, 1, null, Terms.NONE, by).record().value()).isEqualTo("2");
        var others = bench.tenant();
        var theirs = new StateKey(others, "many", "k0");
        assertThat(state.increment(theirs, 1, null, Terms.NONE, somebody(others)).record().value())
                .isEqualTo("1");
    }

    @Test
    void refusesAValueThatIsTooLarge() {
        var most = (int) StateBench.PROPERTIES.valueSize().toBytes();
        put("'" + "x".repeat(most - 2) + "'", NO_END);

        assertThatThrownBy(() -> put("'" + "x".repeat(most - 1) + "'", NO_END))
                .isInstanceOf(StateRefused.class)
                .hasMessageContaining("at most " + most + " bytes");
        assertThatThrownBy(() -> put("'" + "ก".repeat(40) + "'", NO_END))
                .isInstanceOf(StateRefused.class);
    }

    private StateRecord put(String value, @Nullable Duration life) {
        return state.put(key, json(value), life, Terms.NONE, by).record();
    }

    private StateRecord put(String value, StateCondition condition) {
        return state.put(key, json(value), null, new Terms(condition, null), by).record();
    }

    private StateRecord increment(@Nullable Duration life) {
        return state.increment(key, 1, life, Terms.NONE, by).record();
    }
}
