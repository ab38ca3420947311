package dev.baton.ledger.web;

import dev.baton.ledger.UsageFilter;
import dev.baton.ledger.UsagePeriod;
import dev.baton.ledger.UsageRange;
import dev.baton.ledger.UsageStatistics;
import dev.baton.ledger.UsageStatistics.Dimension;
import dev.baton.ledger.UsageStatus;
import dev.baton.platform.web.QueryWords;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * What the usage pages show, as it stands in their address. A word that says nothing to us is as good
 * as none: an address that somebody typed still opens.
 *
 * @param from first day of a range of one's own, with {@code to}; instead of {@code range}
 * @param columns those of the log that are shown
 */
record UsageQuery(
        @Nullable String range,
        @Nullable String from,
        @Nullable String to,
        @Nullable String agent,
        @Nullable String key,
        @Nullable String account,
        @Nullable String prompt,
        @Nullable String model,
        @Nullable String status,
        @Nullable String by,
        @Nullable String measure,
        @Nullable String compare,
        @Nullable String columns) {

    /** Stands for calls without a key, without a person or without a prompt. */
    static final String NONE = "none";

    UsagePeriod period(Instant now, ZoneId zone) {
        var first = QueryWords.date(from);
        var last = QueryWords.date(to);
        if (first == null || last == null) {
            return readRange().until(now, zone);
        }
        var period = UsagePeriod.days(first, last, zone);
        // The future is empty; leaving it out keeps the present from shrinking into a corner.
        return period.to().isAfter(now) && period.from().isBefore(now)
                ? new UsagePeriod(period.from(), now.plusMillis(1), period.step(), zone)
                : period;
    }

    UsageFilter filter(UsagePeriod period) {
        return new UsageFilter(
                period.from(),
                period.to(),
                id(agent),
                id(key),
                id(account),
                id(prompt),
                model == null || model.isBlank() ? null : model,
                UsageStatus.wanted(status).orElse(Set.of()));
    }

    public UsageRange readRange() {
        return UsageRange.of(range);
    }

    public boolean isCustom() {
        return QueryWords.date(from) != null && QueryWords.date(to) != null;
    }

    public boolean isCompared() {
        return "previous".equals(compare);
    }

    /** Whether anything but the period narrows it. */
    public boolean isNarrowed() {
        return Stream.of(agent, key, account, prompt, model, status)
                .anyMatch(word -> word != null && !word.isBlank());
    }

    Dimension readBy() {
        return Arrays.stream(Dimension.values())
                .filter(dimension -> dimension.wire().equals(by))
                .findFirst()
                .orElse(Dimension.AGENT);
    }

    StatsMeasure readMeasure() {
        return StatsMeasure.of(measure);
    }

    /** An address with the same filter and period, and nothing of how they are shown. */
    public String at(String path) {
        return address(path, filterParameters());
    }

    /** The same with one thing more. */
    public String at(String path, String name, String value) {
        var parameters = filterParameters();
        parameters.put(name, value);
        return address(path, parameters);
    }

    /** What is shown, over another range. */
    public String during(String path, String rangeCode) {
        var parameters = allParameters();
        parameters.remove("from");
        parameters.remove("to");
        parameters.put("range", rangeCode);
        return address(path, parameters);
    }

    /** The address of just what is shown, also in another form such as CSV. */
    public String same(String path) {
        return address(path, allParameters());
    }

    private Map<String, @Nullable String> filterParameters() {
        var parameters = new LinkedHashMap<String, @Nullable String>();
        if (isCustom()) {
            parameters.put("from", from);
            parameters.put("to", to);
        } else {
            parameters.put("range", readRange().code());
        }
        parameters.put("agent", agent);
        parameters.put("key", key);
        parameters.put("account", account);
        parameters.put("prompt", prompt);
        parameters.put("model", model);
        parameters.put("status", status);
        return parameters;
    }

    private Map<String, @Nullable String> allParameters() {
        var parameters = filterParameters();
        parameters.put("by", by);
        parameters.put("measure", measure);
        parameters.put("compare", compare);
        parameters.put("columns", columns);
        return parameters;
    }

    private static String address(String path, Map<String, @Nullable String> parameters) {
        var address = UriComponentsBuilder.fromPath(path);
        parameters.forEach(
                (name, value) -> {
                    if (value != null && !value.isBlank()) {
                        address.queryParam(name, "{" + name + "}");
                    }
                });
        return address.encode().buildAndExpand(parameters).toUriString();
    }

    private static @Nullable UUID id(@Nullable String text) {
        return NONE.equals(text) ? UsageStatistics.none() : QueryWords.id(text);
    }
}
