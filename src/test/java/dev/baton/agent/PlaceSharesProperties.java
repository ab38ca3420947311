package dev.baton.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.agent.PlaceShares.Holder;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/** Instances that look one after the other, while calls come to them and end. */
class PlaceSharesProperties {

    /** Who waits looks more often than the turn goes on. */
    private static final int LOOKS_A_TURN = 4;

    @Property(tries = 500)
    void noMoreIsUsedThanThereIsAndNobodyStarves(
            @ForAll @IntRange(min = 1, max = 7) int most,
            @ForAll @Size(min = 2, max = 4) List<@IntRange(min = 0, max = 12) Integer> wishes) {
        var instances = wishes.stream().map(Instance::new).toList();

        for (var look = 0; look < 240; look++) {
            for (var one : instances) {
                one.look(most, instances, look / LOOKS_A_TURN);
                assertThat(instances.stream().mapToInt(it -> it.places).sum())
                        .isLessThanOrEqualTo(most);
                one.work();
            }
        }

        assertThat(instances).allMatch(one -> one.wanted == 0);
    }

    @Property(tries = 200)
    void whoeverIsAloneHasAll(@ForAll @IntRange(min = 1, max = 50) int most, @ForAll int wanted) {
        assertThat(PlaceShares.of(new UUID(1, 1), most, 0, Math.abs(wanted % 10), List.of(), 3))
                .isEqualTo(most);
    }

    @Property(tries = 200)
    void placesAreSharedEvenlyWhereAllWantMore(
            @ForAll @IntRange(min = 1, max = 20) int most,
            @ForAll @IntRange(min = 2, max = 5) int count) {
        var instances = IntStream.range(0, count).mapToObj(_ -> new Instance(1_000)).toList();

        for (var round = 0; round < count + 1; round++) {
            instances.forEach(one -> one.look(most, instances, 0));
        }

        assertThat(instances)
                .allSatisfy(
                        one -> assertThat(one.places).isBetween(most / count, most / count + 1));
        assertThat(instances.stream().mapToInt(one -> one.places).sum()).isEqualTo(most);
    }

    private static final class Instance {

        private static int last;

        private final UUID id = new UUID(0, ++last);
        private int wanted;
        private int places;

        Instance(int wanted) {
            this.wanted = wanted;
        }

        void look(int most, List<Instance> all, long turn) {
            var others = new ArrayList<Holder>();
            for (var other : all) {
                if (other != this) {
                    others.add(
                            new Holder(
                                    other.id,
                                    other.places,
                                    Math.max(0, other.wanted - other.places)));
                }
            }
            places = PlaceShares.of(id, most, places, wanted, others, turn);
        }

        /** What is under way ends. */
        void work() {
            wanted = Math.max(0, wanted - places);
        }
    }
}
