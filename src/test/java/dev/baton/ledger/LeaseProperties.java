package dev.baton.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever happens to a lease, in whatever order: what was granted is somewhere. */
class LeaseProperties {

    enum Kind {
        GRANT,
        RESERVE,
        SETTLE,
        WITHDRAW,
        FORFEIT
    }

    record Step(Kind kind, long amount) {}

    @Property(tries = 2_000)
    void neitherMakesNorLosesMoney(@ForAll("steps") List<Step> steps) {
        var lease = new Lease();
        var held = new ArrayDeque<Long>();
        var mine = 0L;
        for (var step : steps) {
            switch (step.kind()) {
                case GRANT -> {
                    lease.grant(step.amount());
                    mine += step.amount();
                }
                case RESERVE -> {
                    var enough = lease.available() >= step.amount();
                    assertThat(lease.reserve(step.amount())).isEqualTo(enough);
                    if (enough) {
                        held.add(step.amount());
                    }
                }
                case SETTLE -> {
                    var reserved = held.poll();
                    if (reserved != null) {
                        var cost = Math.min(step.amount(), reserved);
                        lease.settle(reserved, cost);
                        mine -= cost;
                    }
                }
                case WITHDRAW -> mine -= lease.withdrawAvailable();
                case FORFEIT -> {
                    lease.forfeit();
                    mine = 0;
                }
            }
            assertThat(lease.reserved()).isEqualTo(held.stream().mapToLong(it -> it).sum());
            assertThat(lease.available() + lease.reserved()).isEqualTo(mine);
        }
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        return Combinators.combine(
                        Arbitraries.of(Kind.class), Arbitraries.longs().between(0, 1_000))
                .as(Step::new)
                .list()
                .ofMaxSize(60);
    }
}
