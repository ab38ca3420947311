package dev.baton.selection;

import dev.baton.decision.Decision.Candidate;
import dev.baton.decision.Decision.Reason;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Ranks eligible agents by a weighted sum of their parts. A pure function of what is stored with the
 * decision, so replaying a decision gives the same winner.
 */
final class Scoring {

    /**
     * What is known of an eligible agent.
     *
     * @param health 0 to 1
     * @param latencyMillis average of recent calls; 0 when there were none
     * @param load 0 (idle) to 1 (full)
     * @param costNanos of a typical call, in the currency of who asks
     */
    record Contender(
            UUID agent,
            String name,
            double health,
            double latencyMillis,
            double load,
            long costNanos) {}

    private Scoring() {}

    /**
     * All contenders, the best one first. Equal scores are decided by the subject's id, so that
     * equal agents share the work.
     */
    static List<Candidate> rank(
            List<Contender> contenders, Map<String, Double> weights, UUID subject) {
        var fastest = contenders.stream().mapToDouble(Contender::latencyMillis).min().orElse(0);
        var cheapest = contenders.stream().mapToLong(Contender::costNanos).min().orElse(0);
        var total = weights.values().stream().mapToDouble(Double::doubleValue).sum();
        var ranked = new ArrayList<Candidate>();
        for (var contender : contenders) {
            var parts = parts(contender, fastest, cheapest);
            var score =
                    total == 0
                            ? 0
                            : parts.entrySet().stream()
                                            .mapToDouble(
                                                    part ->
                                                            part.getValue()
                                                                    * weights.getOrDefault(
                                                                            part.getKey(), 0.0))
                                            .sum()
                                    / total;
            ranked.add(
                    new Candidate(
                            contender.agent(),
                            contender.name(),
                            Reason.LOWER_SCORE,
                            round(score),
                            parts,
                            null));
        }
        ranked.sort(
                Comparator.comparingDouble(Candidate::score)
                        .reversed()
                        .thenComparing(candidate -> draw(candidate.agent(), subject)));
        return ranked;
    }

    private static Map<String, Double> parts(
            Contender contender, double fastest, long cheapest) {
        var parts = new TreeMap<String, Double>();
        parts.put("health", round(contender.health()));
        parts.put("latency", round(share(fastest, contender.latencyMillis())));
        parts.put("load", round(1 - contender.load()));
        parts.put("cost", round(share(cheapest, contender.costNanos())));
        return parts;
    }

    /** 1 for the best, towards 0 the further away from it. */
    private static double share(double best, double own) {
        return own <= 0 ? 1 : best / own;
    }

    /** Three digits: finer differences are noise and would starve the equal. */
    private static double round(double value) {
        return Math.round(Math.clamp(value, 0, 1) * 1_000) / 1_000.0;
    }

    private static long draw(UUID agent, UUID subject) {
        var mixed =
                agent.getLeastSignificantBits()
                        ^ subject.getLeastSignificantBits()
                        ^ agent.getMostSignificantBits() * 31
                        ^ subject.getMostSignificantBits() * 17;
        mixed = (mixed ^ (mixed >>> 33)) * 0xff51afd7ed558ccdL;
        return (mixed ^ (mixed >>> 33)) * 0xc4ceb9fe1a85ec53L;
    }
}
