package dev.baton.message.web;

import dev.baton.ledger.UsageRange;
import dev.baton.message.MessageFilter;
import dev.baton.message.MessageStatus;
import dev.baton.platform.web.QueryWords;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which messages the page shows, as it stands in its address. A word that says nothing to us is as
 * good as none: an address that somebody typed still opens.
 *
 * @param range how far back; see {@link UsageRange}
 * @param from first day, instead of {@code range}
 * @param to last day
 */
record MessageQuery(
        @Nullable String status,
        @Nullable String agent,
        @Nullable String range,
        @Nullable String from,
        @Nullable String to) {

    MessageFilter filter(Instant now, ZoneId zone) {
        var first = QueryWords.date(from);
        var last = QueryWords.date(to);
        return new MessageFilter(
                MessageStatus.ofWire(status).orElse(null),
                QueryWords.id(agent),
                first == null && last == null ? start(now, zone) : midnight(first, zone),
                midnight(last == null ? null : last.plusDays(1), zone));
    }

    public boolean isNarrowed() {
        return Stream.of(status, agent, range, from, to)
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
