package dev.baton.work;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.platform.Ids;
import dev.baton.tenant.TenantId;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

class FairSharesTests {

    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

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

    @Property(tries = 100)
    void raisesEveryItemToTheFrontInTheEnd(
            @ForAll @IntRange(min = 1, max = 4) int level,
            @ForAll @IntRange(min = 0, max = 100_000) int waited) {
        var old = NOW.minusSeconds(waited);
        var overtaken = DueGroup.score(old, level, NOW) > DueGroup.score(NOW, 4, NOW);

        assertThat(overtaken).isEqualTo(waited > (4 - level) * DueGroup.LEVEL.toSeconds());
    }

    private static int after(Slots slots, List<Share> shares, TenantId tenant) {
        return slots.running(tenant)
                + shares.stream()
                        .filter(share -> share.tenant().equals(tenant))
                        .mapToInt(Share::items)
                        .sum();
    }

    private static Slots slots(int concurrency) {
        var worker = new TestWorker();
        worker.concurrency = concurrency;
        return new Slots(worker);
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
