package dev.baton.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.baton.platform.Ids;
import dev.baton.tenant.TenantId;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

class FairSharesTests {

    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

    private final Map<TenantId, Integer> weights = new HashMap<>();

    @Property(tries = 300)
    void givesAwayEveryPlaceAndNoneTwice(
            @ForAll @IntRange(min = 1, max = 40) int places,
            @ForAll @Size(min = 1, max = 12) List<@IntRange(min = 0, max = 10) Integer> running) {
        var slots = slots(places + running.stream().mapToInt(Integer::intValue).sum());
        var tenants = begun(slots, running);

        var shares = FairShares.of(groups(tenants), slots, NOW);

        assertThat(shares.stream().mapToInt(Share::items).sum()).isEqualTo(places);
    }

    @Property(tries = 300)
    void leavesNobodyBehindWhoCouldHaveBeenServedInstead(
            @ForAll @IntRange(min = 1, max = 40) int places,
            @ForAll @Size(min = 2, max = 12) List<@IntRange(min = 0, max = 10) Integer> running) {
        var slots = slots(places + running.stream().mapToInt(Integer::intValue).sum());
        var tenants = begun(slots, running);

        var shares = FairShares.of(groups(tenants), slots, NOW);

        // Whoever was given a place has at most one more than the one who has least.
        var least = tenants.stream().mapToInt(tenant -> after(slots, shares, tenant)).min();
        assertThat(shares)
                .allMatch(share -> after(slots, shares, share.tenant()) <= least.orElseThrow() + 1);
    }

    @Property(tries = 300)
    void sharesAllPlacesByWeightWithinOne(
            @ForAll @IntRange(min = 1, max = 200) int places,
            @ForAll @IntRange(min = 1, max = 100) int heavy,
            @ForAll @IntRange(min = 1, max = 100) int light) {
        var slots = slots(places);
        var tenants = begun(slots, List.of(0, 0));
        weights.put(tenants.getFirst(), heavy);
        weights.put(tenants.getLast(), light);

        var shares = FairShares.of(groups(tenants), slots, NOW);

        assertThat((double) after(slots, shares, tenants.getFirst()))
                .isCloseTo((double) places * heavy / (heavy + light), within(1.0));
        assertThat(shares.stream().mapToInt(Share::items).sum()).isEqualTo(places);
    }

    @Property(tries = 300)
    void givesNobodyMoreForItsWeightThanWhoCouldHaveBeenServedInstead(
            @ForAll @IntRange(min = 1, max = 40) int places,
            @ForAll @Size(min = 2, max = 12) List<@IntRange(min = 0, max = 10) Integer> running,
            @ForAll @Size(value = 12) List<@IntRange(min = 1, max = 100) Integer> weighing) {
        var slots = slots(places + running.stream().mapToInt(Integer::intValue).sum());
        var tenants = begun(slots, running);
        IntStream.range(0, tenants.size())
                .forEach(at -> weights.put(tenants.get(at), weighing.get(at)));

        var shares = FairShares.of(groups(tenants), slots, NOW);

        // So whoever has nothing is never behind one who is given a second place.
        var least =
                tenants.stream()
                        .mapToDouble(tenant -> load(after(slots, shares, tenant), tenant))
                        .min()
                        .orElseThrow();
        assertThat(shares)
                .allSatisfy(
                        share ->
                                assertThat(
                                                load(
                                                        after(slots, shares, share.tenant()) - 1,
                                                        share.tenant()))
                                        .isLessThanOrEqualTo(least));
    }

    @Property(tries = 50)
    void letsOneAloneHaveAllWhateverItsWeight(
            @ForAll @IntRange(min = 1, max = 40) int places,
            @ForAll @IntRange(min = 1, max = 100) int weight) {
        var slots = slots(places);
        var tenants = begun(slots, List.of(0));
        weights.put(tenants.getFirst(), weight);

        var shares = FairShares.of(groups(tenants), slots, NOW);

        assertThat(shares).singleElement().returns(places, Share::items);
    }

    @ParameterizedTest
    @CsvSource({"1, 25", "2, 50", "3, 75", "100, 75"})
    void capsAHeavierTenantLaterButNotAtAllPlaces(int weight, int most) {
        var worker = new TestWorker();
        worker.concurrency = 100;
        worker.tenantConcurrency = 25;
        var slots = new Slots(worker, _ -> weight);

        assertThat(slots.occupancy(new TenantId(Ids.next())).mostOfTenant()).isEqualTo(most);
    }

    @Property(tries = 100)
    void raisesEveryItemToTheFrontInTheEnd(
            @ForAll @IntRange(min = 1, max = 4) int level,
            @ForAll @IntRange(min = 0, max = 100_000) int waited) {
        var old = NOW.minusSeconds(waited);
        var overtaken = DueGroup.score(old, level, NOW) > DueGroup.score(NOW, 4, NOW);

        assertThat(overtaken).isEqualTo(waited > (4 - level) * DueGroup.LEVEL.toSeconds());
    }

    private double load(int running, TenantId tenant) {
        return running / (double) weights.getOrDefault(tenant, 1);
    }

    private static int after(Slots slots, List<Share> shares, TenantId tenant) {
        return slots.running(tenant)
                + shares.stream()
                        .filter(share -> share.tenant().equals(tenant))
                        .mapToInt(Share::items)
                        .sum();
    }

    private Slots slots(int concurrency) {
        var worker = new TestWorker();
        worker.concurrency = concurrency;
        return new Slots(worker, tenant -> weights.getOrDefault(tenant, 1));
    }

    private static List<TenantId> begun(Slots slots, List<Integer> running) {
        var tenants = new ArrayList<TenantId>();
        for (var count : running) {
            var tenant = new TenantId(Ids.next());
            tenants.add(tenant);
            IntStream.range(0, count)
                    .forEach(
                            _ ->
                                    slots.take(
                                            new Claim(
                                                    TestWorker.QUEUE,
                                                    tenant,
                                                    Ids.next(),
                                                    1,
                                                    1,
                                                    null)));
        }
        return tenants;
    }

    private static List<DueGroup> groups(List<TenantId> tenants) {
        return tenants.stream()
                .map(tenant -> new DueGroup(TestWorker.QUEUE, tenant, null, 2, NOW))
                .toList();
    }
}
