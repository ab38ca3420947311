package dev.baton.run.web;

import dev.baton.ledger.UsageRange;
import dev.baton.platform.web.QueryWords;
import dev.baton.run.RunFilter;
import dev.baton.run.RunStatus;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.stream.Stream;

/**
 * Which runs the page shows, as it stands in its address. A word that says nothing to us is as good
 * as none: an address that somebody typed still opens.
 *
 * @param q id of a run, or what its starter calls the request
 * @param range how far back; see {@link UsageRange}
 * @param from first day, instead of {@code range}
 * @param to last day
 */
record RunQuery(
        @Nullable String status,
        @Nullable String q,
        @Nullable String range,
        @Nullable String from,
        @Nullable String to) {

    private static final int LONGEST = 200;

    RunFilter filter(Instant now, ZoneId zone) {
        var first = QueryWords.date(from);
        var last = QueryWords.date(to);
        var id = QueryWords.id(sought());
        return new RunFilter(
                status == null ? null : RunStatus.ofWire(status).orElse(null),
                first == null && last == null ? start(now, zone) : midnight(first, zone),
                midnight(last == null ? null : last.plusDays(1), zone),
                id,
                id == null ? sought() : null);
    }

    private @Nullable String sought() {
        if (q == null || q.isBlank()) {
            return null;
        }
        var text = q.strip();
        return text.length() > LONGEST ? text.substring(0, LONGEST) : text;
    }

    public boolean isNarrowed() {
        return Stream.of(status, q, range, from, to)
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
