package dev.baton.run.web;

import dev.baton.ledger.UsageRange;
import dev.baton.platform.web.QueryWords;
import dev.baton.run.Rating;
import dev.baton.run.RunFilter;
import dev.baton.run.RunStatus;
import dev.baton.workflow.DurationText;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which runs the page shows, as it stands in its address. A word that says nothing to us is as good
 * as none: an address that somebody typed still opens.
 *
 * @param q id of a run, or what its starter calls the request
 * @param agent id of one that they have asked
 * @param workflow id of the one that they execute a version of
 * @param parent id of the run whose steps began them
 * @param error code that they failed with
 * @param cost least one, in units of the tenant's currency
 * @param duration least one, such as {@code 5m}
 * @param asking {@code true} for those where people are asked to decide something now
 * @param rating {@code up} or {@code down}: that somebody gave them
 * @param input words that their input has near its beginning
 * @param range how far back; see {@link UsageRange}
 * @param from first day, instead of {@code range}
 * @param to last day
 */
record RunQuery(
        @Nullable String status,
        @Nullable String q,
        @Nullable String agent,
        @Nullable String workflow,
        @Nullable String parent,
        @Nullable String error,
        @Nullable String cost,
        @Nullable String duration,
        @Nullable String asking,
        @Nullable String rating,
        @Nullable String input,
        @Nullable String range,
        @Nullable String from,
        @Nullable String to) {

    private static final int LONGEST = 200;
    private static final int NANO_DIGITS = 9;
    private static final Pattern AMOUNT = Pattern.compile("\\d{1,9}(\\.\\d{1,12})?");
    private static final Duration LONGEST_DURATION = Duration.ofDays(3_650);

    RunFilter filter(Instant now, ZoneId zone) {
        var first = QueryWords.date(from);
        var last = QueryWords.date(to);
        var id = QueryWords.id(sought());
        return RunFilter.builder()
                .status(status == null ? null : RunStatus.ofWire(status).orElse(null))
                .from(first == null && last == null ? start(now, zone) : midnight(first, zone))
                .to(midnight(last == null ? null : last.plusDays(1), zone))
                .id(id)
                .correlation(id == null ? sought() : null)
                .agent(QueryWords.id(agent))
                .workflow(QueryWords.id(workflow))
                .parent(QueryWords.id(parent))
                .error(word(error))
                .leastCost(leastCost())
                .leastDuration(leastDuration())
                .asking("true".equals(asking) ? true : null)
                .rating(Rating.ofWire(rating).orElse(null))
                .input(word(input))
                .build();
    }

    private @Nullable String sought() {
        return word(q);
    }

    private static @Nullable String word(@Nullable String given) {
        if (given == null || given.isBlank()) {
            return null;
        }
        var text = given.strip();
        return text.length() > LONGEST ? text.substring(0, LONGEST) : text;
    }

    private @Nullable Long leastCost() {
        if (cost == null || !AMOUNT.matcher(cost).matches()) {
            return null;
        }
        return new BigDecimal(cost)
                .movePointRight(NANO_DIGITS)
                .setScale(0, RoundingMode.CEILING)
                .longValueExact();
    }

    private @Nullable Duration leastDuration() {
        return duration == null
                ? null
                : DurationText.read(duration)
                        .filter(each -> each.compareTo(LONGEST_DURATION) <= 0)
                        .orElse(null);
    }

    public boolean isNarrowed() {
        return isDetailed()
                || Stream.of(status, q, range, from, to)
                        .anyMatch(word -> word != null && !word.isBlank());
    }

    /** By what is not always on the screen. */
    public boolean isDetailed() {
        return Stream.of(agent, workflow, parent, error, cost, duration, asking, rating, input)
                .anyMatch(word -> word != null && !word.isBlank());
    }

    private @Nullable Instant start(Instant now, ZoneId zone) {
        return Arrays.stream(UsageRange.values())
                .filter(one -> one.code().equals(range))
                .findFirst()
                .map(one -> one.until(now, zone).from())
                .orElse(null);
    }

    private static @Nullable Instant midnight(@Nullable LocalDate day, ZoneId zone) {
        return day == null ? null : day.atStartOfDay(zone).toInstant();
    }
}
