package dev.baton.platform.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.platform.BadConfiguration;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

import java.io.ByteArrayInputStream;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

class MemoryBudgetTests {

    private static final long MOST = 16L << 20;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final MemoryBudget budget =
            new MemoryBudget(new MemoryProperties(DataSize.ofBytes(MOST)), meters);

    @Test
    void givesNoMoreThanThereIs() {
        try (var one = budget.open();
                var other = budget.open()) {
            one.grow(MOST - 100_000);
            other.grow(90_000);

            assertThatThrownBy(() -> other.grow(90_000)).hasCauseInstanceOf(MemoryExhausted.class);
            assertThat(budget.held()).isEqualTo(MOST - 10_000);
            assertThat(meters.get("baton.memory.held").gauge().value()).isEqualTo(MOST - 10_000);
            assertThat(meters.get("baton.memory.refusals").counter().count()).isOne();
        }
        assertThat(budget.held()).isZero();
    }

    @Test
    void givesOneOwnerAQuarterAndTheOthersTheRest() {
        var wide = MemoryBudgets.of(4 * MOST);
        var ana = UUID.randomUUID();
        try (var one = wide.open(ana);
                var late = wide.open();
                var other = wide.open(UUID.randomUUID())) {
            one.grow(MOST - 100_000);
            late.grow(90_000);
            late.countFor(ana);

            assertThatThrownBy(() -> one.grow(90_000)).hasCauseInstanceOf(MemoryShareExhausted.class);
            assertThatThrownBy(() -> late.grow(90_000)).hasCauseInstanceOf(MemoryShareExhausted.class);
            other.grow(MOST);
            assertThat(wide.held()).isEqualTo(2 * MOST - 10_000);
        }
        assertThat(wide.held()).isZero();
        try (var again = wide.open(ana)) {
            again.grow(MOST);
        }
    }

    @Test
    void countsNothingForAnOwnerWhoseShareItWouldExceed() {
        var wide = MemoryBudgets.of(4 * MOST);
        var ana = UUID.randomUUID();
        var body = wide.open();
        body.grow(MOST + 1);

        assertThatThrownBy(() -> body.countFor(ana)).hasCauseInstanceOf(MemoryShareExhausted.class);
        body.close();

        assertThat(wide.held()).isZero();
        try (var again = wide.open(ana)) {
            again.grow(MOST);
        }
    }

    @Test
    void takesBackWhatIsClosedOnce() {
        var holding = budget.open();
        holding.grow(200_000);

        holding.close();
        holding.close();
        holding.grow(200_000);

        assertThat(budget.held()).isZero();
    }

    @Test
    void takesSmallPiecesTogether() {
        try (var holding = budget.open()) {
            holding.grow(1);
            var first = budget.held();
            holding.grow(first - 1);

            assertThat(budget.held()).isEqualTo(first).isGreaterThan(1);
        }
    }

    @Test
    void keepsWhatIsNeededAfterTheEnd() {
        var written = new CompletableFuture<Void>();
        var holding = budget.open();
        holding.grow(100_000);
        holding.keepUntil(written);

        holding.close();
        assertThat(budget.held()).isEqualTo(100_000);

        written.completeExceptionally(new IllegalStateException());
        assertThat(budget.held()).isZero();
    }

    @Test
    void countsABodyAsItIsRead() {
        try (var holding = budget.open()) {
            var body = holding.counting(new ByteArrayInputStream(new byte[(int) MOST + 1]));

            assertThatThrownBy(body::readAllBytes).hasCauseInstanceOf(MemoryExhausted.class);
        }
    }

    @Test
    void refusesNobodyWhoIsBoundedOtherwise() {
        try (var holding = Holding.unbounded()) {
            holding.grow(2 * MOST);
        }
        assertThat(budget.held()).isZero();
    }

    @Test
    void isAnEighthOfTheHeapWhenNobodySays() {
        var own = new MemoryBudget(new MemoryProperties(null), new SimpleMeterRegistry());

        assertThat(own.most()).isBetween(MOST, Math.max(MOST, Runtime.getRuntime().maxMemory() / 8));
    }

    @Test
    void refusesToBeSmallerThanOneCall() {
        var tiny = new MemoryProperties(DataSize.ofMegabytes(15));

        assertThatThrownBy(() -> new MemoryBudget(tiny, meters))
                .isInstanceOf(BadConfiguration.class)
                .hasMessageContaining("MEMORY_BUDGET");
    }
}
