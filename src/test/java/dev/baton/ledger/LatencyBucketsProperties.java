package dev.baton.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

/** Counting by buckets costs at most 9 % of precision, wherever the latency lies. */
class LatencyBucketsProperties {

    private static final double WITHIN = 1.0906;

    @Property(tries = 3_000)
    void tellsALatencyWithinNinePercent(
            @ForAll @LongRange(min = 1, max = 86_400_000_000L) long micros) {
        var told = LatencyBuckets.upperMicros(LatencyBuckets.of(micros));

        assertThat((double) told).isBetween(micros - 1.0, micros * WITHIN + 1);
    }

    @Property
    void tellsAPercentileWithinNinePercent(
            @ForAll @Size(min = 1, max = 400)
                    List<@LongRange(min = 1, max = 600_000_000L) Long> micros,
            @ForAll @LongRange(min = 1, max = 100) long percent) {
        var latencies = new Latencies();
        micros.forEach(one -> latencies.add(LatencyBuckets.of(one), 1));
        var sorted = micros.stream().sorted().toList();
        var exact = sorted.get((int) Math.ceil(percent / 100.0 * sorted.size()) - 1);

        var told = latencies.millis(percent / 100.0).orElseThrow() * 1_000;

        assertThat(told).isBetween(exact - 1.0, exact * WITHIN + 1);
    }
}
