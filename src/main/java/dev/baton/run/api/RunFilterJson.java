package dev.baton.run.api;

import dev.baton.ledger.Money;
import dev.baton.platform.problem.BadInput;
import dev.baton.platform.problem.FieldProblem;
import dev.baton.platform.problem.TimeParameter;
import dev.baton.run.Rating;
import dev.baton.run.RunFilter;
import dev.baton.run.RunStatus;
import dev.baton.workflow.DurationText;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Which runs are meant; each left out for all.
 *
 * @param from begun then or later
 * @param to begun before then
 * @param agent id of one that they have asked
 * @param workflow id of the one that they execute a version of
 * @param parent id of the run whose steps began them
 * @param error code that they failed with
 * @param minCost in units of the tenant's currency
 * @param minDuration such as {@code 90s}, {@code 5m} or {@code PT1H}
 * @param approvalOpen whether people are asked to decide something now
 * @param rating {@code up} or {@code down}: that somebody gave them
 * @param input words that their input has near its beginning, all of them
 */
record RunFilterJson(
        @Nullable String status,
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable String correlationId,
        @Nullable UUID agent,
        @Nullable UUID workflow,
        @Nullable UUID parent,
        @Nullable String error,
        @Nullable BigDecimal minCost,
        @Nullable String minDuration,
        @Nullable Boolean approvalOpen,
        @Nullable String rating,
        @Nullable String input) {

    private static final int LONGEST = 200;
    private static final BigDecimal NANOS = BigDecimal.valueOf(Money.NANOS_PER_UNIT);
    private static final BigDecimal MOST_COST = BigDecimal.valueOf(1_000_000_000);
    private static final Duration LONGEST_DURATION = Duration.ofDays(3_650);

    /**
     * @param place what its fields' names begin with
     */
    RunFilter filter(String place) {
        TimeParameter.requireInRange(place + "from", from);
        TimeParameter.requireInRange(place + "to", to);
        return RunFilter.builder()
                .status(checkedStatus(place))
                .from(from)
                .to(to)
                .correlation(word(place + "correlation_id", correlationId))
                .agent(agent)
                .workflow(workflow)
                .parent(parent)
                .error(word(place + "error", error))
                .leastCost(nanos(place + "min_cost"))
                .leastDuration(duration(place + "min_duration"))
                .asking(approvalOpen)
                .rating(checkedRating(place))
                .input(word(place + "input", input))
                .build();
    }

    private @Nullable RunStatus checkedStatus(String place) {
        return status == null || status.isBlank()
                ? null
                : RunStatus.ofWire(status).orElseThrow(() -> unknown(place, status));
    }

    private static BadInput unknown(String place, String status) {
        var all =
                Arrays.stream(RunStatus.values())
                        .map(RunStatus::wire)
                        .collect(Collectors.joining(", "));
        return new BadInput(
                "invalid_request",
                "There is no status '" + status + "'.",
                new FieldProblem(place + "status", "unknown", "one of " + all));
    }

    private @Nullable Rating checkedRating(String place) {
        return rating == null || rating.isBlank()
                ? null
                : Rating.ofWire(rating)
                        .orElseThrow(() -> invalid(place + "rating", "unknown", "one of up, down"));
    }

    private static @Nullable String word(String field, @Nullable String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        if (text.length() > LONGEST) {
            throw invalid(field, "too_long", "at most " + LONGEST + " characters");
        }
        return text;
    }

    private @Nullable Long nanos(String field) {
        if (minCost == null) {
            return null;
        }
        if (minCost.signum() < 0 || minCost.compareTo(MOST_COST) > 0) {
            throw invalid(field, "out_of_range", "0 to " + MOST_COST.toPlainString());
        }
        return minCost.multiply(NANOS).setScale(0, RoundingMode.CEILING).longValueExact();
    }

    private @Nullable Duration duration(String field) {
        if (minDuration == null || minDuration.isBlank()) {
            return null;
        }
        return DurationText.read(minDuration)
                .filter(each -> each.compareTo(LONGEST_DURATION) <= 0)
                .orElseThrow(
                        () ->
                                invalid(
                                        field,
                                        "invalid",
                                        "a duration such as 90s, 5m or PT1H, at most 3650d"));
    }

    private static BadInput invalid(String field, String code, String message) {
        return new BadInput(
                "invalid_request",
                field + ": " + message + ".",
                new FieldProblem(field, code, message));
    }
}
