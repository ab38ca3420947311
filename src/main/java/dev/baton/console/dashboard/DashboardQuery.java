package dev.baton.console.dashboard;

import dev.baton.ledger.UsageFilter;
import dev.baton.ledger.UsagePeriod;
import dev.baton.ledger.UsageRange;
import dev.baton.platform.web.QueryWords;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * What the dashboard shows, as it stands in its address. A word that says nothing to us is as good as
 * none: an address that somebody typed still opens.
 *
 * @param measure {@code cost}, or else calls
 * @param compare {@code previous} with the period before
 */
record DashboardQuery(
        @Nullable String range,
        @Nullable String agent,
        @Nullable String measure,
        @Nullable String compare) {

    public UsageRange readRange() {
        return UsageRange.of(range);
    }

    /** For {@code ledger/_range :: bar}: the dashboard has no days of one's own. */
    public boolean isCustom() {
        return false;
    }

    public boolean isCompared() {
        return "previous".equals(compare);
    }

    public boolean isCost() {
        return "cost".equals(measure);
    }

    UsageFilter filter(UsagePeriod period) {
        return new UsageFilter(period.from(), period.to(), readAgent(), null, null, null);
    }

    /** This page over another range. */
    public String during(String path, String rangeCode) {
        return address(path)
                .queryParam("range", rangeCode)
                .queryParamIfPresent("measure", given(isCost() ? "cost" : null))
                .queryParamIfPresent("compare", given(isCompared() ? "previous" : null))
                .toUriString();
    }

    /** The page that tells more of the same calls. */
    public String at(String path) {
        return address(path).queryParam("range", readRange().code()).toUriString();
    }

    public String at(String path, String name, String value) {
        return address(path)
                .queryParam("range", readRange().code())
                .replaceQueryParam(name, value)
                .toUriString();
    }

    private UriComponentsBuilder address(String path) {
        return UriComponentsBuilder.fromPath(path).queryParamIfPresent("agent", given(readAgent()));
    }

    private @Nullable UUID readAgent() {
        return QueryWords.id(agent);
    }

    private static <T> Optional<T> given(@Nullable T value) {
        return Optional.ofNullable(value);
    }
}
