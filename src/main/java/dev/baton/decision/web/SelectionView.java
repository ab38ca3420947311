package dev.baton.decision.web;

import dev.baton.decision.Decision.Candidate;
import dev.baton.decision.Decision.Reason;
import dev.baton.decision.Decision.Selection;
import dev.baton.decision.RefusalSentence;
import dev.baton.platform.web.Formats;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/** A selection as its page tells it. */
record SelectionView(
        String asked,
        @Nullable String wish,
        String strategy,
        Map<String, Double> weights,
        @Nullable Row winner,
        List<Row> losers,
        int leftOut) {

    /**
     * One agent that was looked at.
     *
     * @param known whether the agent still is
     * @param reasonKey message key of the sentence; its arguments are name, detail and the part in
     *     which it fell furthest behind
     * @param needed what it could have cost at most, where that is the reason
     * @param left what could have been spent
     * @param change where the fact that ruled it out can be changed
     */
    record Row(
            String id,
            boolean known,
            String name,
            String reasonKey,
            String stateKind,
            @Nullable String detail,
            double score,
            Map<String, Double> parts,
            String weakestKey,
            @Nullable String needed,
            @Nullable String left,
            Change change) {}

    /**
     * @param labelKey message key of what one does there
     * @param right that doing it needs
     */
    record Change(String href, String labelKey, String right) {}

    static SelectionView of(Selection selection, Set<UUID> known, Formats formats) {
        var winner = selection.chosen().orElse(null);
        var losers =
                selection.candidates().stream()
                        .filter(candidate -> candidate.reason() != Reason.CHOSEN)
                        .map(
                                candidate ->
                                        row(candidate, winner, selection.weights(), known, formats))
                        .toList();
        return new SelectionView(
                selection.asked(),
                selection.wish(),
                selection.strategy(),
                new TreeMap<>(selection.weights()),
                winner == null ? null : row(winner, winner, selection.weights(), known, formats),
                losers,
                selection.leftOut() == null ? 0 : selection.leftOut());
    }

    public boolean wasScored() {
        return winner != null && !winner.parts().isEmpty();
    }

    private static Row row(
            Candidate candidate,
            @Nullable Candidate winner,
            Map<String, Double> weights,
            Set<UUID> known,
            Formats formats) {
        return new Row(
                candidate.agent().toString(),
                known.contains(candidate.agent()),
                candidate.name(),
                "decision.reason." + candidate.reason().name().toLowerCase(Locale.ROOT),
                stateKind(candidate.reason()),
                candidate.detail(),
                candidate.score(),
                new TreeMap<>(candidate.parts()),
                "decision.part." + weakest(candidate, winner, weights),
                money(candidate, "needed", formats),
                money(candidate, "left", formats),
                change(candidate));
    }

    private static @Nullable String money(Candidate candidate, String figure, Formats formats) {
        return candidate.figures() == null
                ? null
                : RefusalSentence.money(candidate.figures(), figure, formats);
    }

    private static Change change(Candidate candidate) {
        var agent = "/agents/" + candidate.agent();
        return switch (candidate.reason()) {
            case LACKS_CAPABILITY ->
                    new Change(agent + "/edit", "decision.change.capability", "agents:write");
            case AT_CAPACITY ->
                    new Change(agent + "/edit", "decision.change.places", "agents:write");
            case DISABLED -> new Change(agent, "decision.change.enable", "agents:write");
            case INACTIVE,
                    NEEDS_VARIABLE,
                    REFUSES_VARIABLE,
                    NO_EXCHANGE_RATE,
                    FAILED_BEFORE,
                    OVER_BUDGET,
                    LOWER_SCORE,
                    NOT_ASKED_FOR,
                    CHOSEN ->
                    new Change(agent, "decision.change.look", "agents:read");
        };
    }

    /** The part that cost it most against the winner. */
    private static String weakest(
            Candidate candidate, @Nullable Candidate winner, Map<String, Double> weights) {
        if (winner == null || candidate.parts().isEmpty()) {
            return "none";
        }
        return candidate.parts().keySet().stream()
                .max(
                        (one, other) ->
                                Double.compare(
                                        gap(one, candidate, winner, weights),
                                        gap(other, candidate, winner, weights)))
                .filter(part -> gap(part, candidate, winner, weights) > 0)
                .orElse("none");
    }

    private static double gap(
            String part, Candidate candidate, Candidate winner, Map<String, Double> weights) {
        return (winner.parts().getOrDefault(part, 0.0) - candidate.parts().getOrDefault(part, 0.0))
                * weights.getOrDefault(part, 0.0);
    }

    private static String stateKind(Reason reason) {
        return switch (reason) {
            case CHOSEN -> "ok";
            case LOWER_SCORE, NOT_ASKED_FOR -> "off";
            case AT_CAPACITY -> "waiting";
            case LACKS_CAPABILITY,
                    DISABLED,
                    INACTIVE,
                    NEEDS_VARIABLE,
                    REFUSES_VARIABLE,
                    FAILED_BEFORE,
                    OVER_BUDGET,
                    NO_EXCHANGE_RATE ->
                    "held";
        };
    }
}
