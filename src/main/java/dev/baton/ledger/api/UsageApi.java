package dev.baton.ledger.api;

import dev.baton.ledger.Money;
import dev.baton.ledger.UsageCursor;
import dev.baton.ledger.UsageFilter;
import dev.baton.ledger.UsageLog;
import dev.baton.ledger.UsageRow;
import dev.baton.ledger.UsageStatistics;
import dev.baton.ledger.UsageStatistics.Dimension;
import dev.baton.ledger.UsageStatus;
import dev.baton.ledger.UsageSums;
import dev.baton.platform.Page;
import dev.baton.platform.problem.BadInput;
import dev.baton.platform.problem.FieldProblem;
import dev.baton.platform.problem.TimeParameter;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Requires;
import dev.baton.tenant.TenantDirectory;
import dev.baton.tenant.TenantId;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Usage: every call, and sums of them. */
@RestController
@Tag(name = "Usage")
@RequestMapping("/api/v1/usage")
class UsageApi {

    private static final Duration DEFAULT_RANGE = Duration.ofDays(1);

    /** One billable call. */
    record CallJson(
            String id,
            String messageId,
            Instant endedAt,
            String agentId,
            String agent,
            @Nullable String keyId,
            @Nullable String accountId,
            @Nullable String promptVersionId,
            String model,
            long tokensIn,
            long tokensOut,
            String cost,
            String currency,
            long latencyMs,
            String status,
            @Nullable String error,
            @Nullable String decisionId,
            String traceId) {}

    /**
     * Sums over calls.
     *
     * @param value of the dimension they are split by; null for the total
     */
    record SumsJson(
            @Nullable String value,
            long calls,
            long completed,
            long tokensIn,
            long tokensOut,
            String cost,
            String currency) {}

    /** The total and, when asked for, the same split; the split sums to the total. */
    record SummaryJson(Instant from, Instant to, SumsJson total, List<SumsJson> data) {}

    private final UsageLog log;
    private final UsageStatistics statistics;
    private final TenantDirectory tenants;
    private final Clock clock;

    UsageApi(
            UsageLog log, UsageStatistics statistics, TenantDirectory tenants, Clock clock) {
        this.log = log;
        this.statistics = statistics;
        this.tenants = tenants;
        this.clock = clock;
    }

    @Operation(operationId = "listUsage", summary = "Billable calls, newest first")
    @GetMapping
    @Requires(Permission.USAGE_READ)
    Page<CallJson> list(
            TenantId tenant,
            @RequestParam @Nullable Instant from,
            @RequestParam @Nullable Instant to,
            @RequestParam @Nullable UUID agent,
            @RequestParam @Nullable UUID key,
            @RequestParam @Nullable UUID account,
            @RequestParam @Nullable UUID prompt,
            @RequestParam @Nullable String model,
            @RequestParam @Nullable String status,
            @RequestParam @Nullable String after,
            @RequestParam(defaultValue = "50") int limit) {
        var currency = tenants.get(tenant).currency();
        return log.list(
                        tenant,
                        filter(from, to, agent, key, account, prompt, model, status),
                        UsageCursor.read(after),
                        Math.clamp(limit, 1, Page.MAX_LIMIT))
                .map(row -> json(row, currency));
    }

    /**
     * Times are cut to quarters of an hour; the answer says to which.
     *
     * @param by {@code agent}, {@code key}, {@code account}, {@code prompt}, {@code model} or {@code
     *     status}
     */
    @Operation(operationId = "getUsageSummary", summary = "Sums of calls, split when asked for")
    @GetMapping("/summary")
    @Requires(Permission.USAGE_READ)
    SummaryJson summary(
            TenantId tenant,
            @RequestParam @Nullable Instant from,
            @RequestParam @Nullable Instant to,
            @RequestParam @Nullable UUID agent,
            @RequestParam @Nullable UUID key,
            @RequestParam @Nullable UUID account,
            @RequestParam @Nullable UUID prompt,
            @RequestParam @Nullable String model,
            @RequestParam @Nullable String status,
            @RequestParam @Nullable String by) {
        var currency = tenants.get(tenant).currency();
        var filter = filter(from, to, agent, key, account, prompt, model, status);
        return new SummaryJson(
                filter.from(),
                filter.to(),
                json(null, statistics.total(tenant, filter), currency),
                dimension(by)
                        .map(split -> split(tenant, filter, split, currency))
                        .orElse(List.of()));
    }

    private List<SumsJson> split(
            TenantId tenant, UsageFilter filter, Dimension dimension, String currency) {
        return statistics.by(tenant, filter, dimension).entrySet().stream()
                .map(part -> json(value(dimension, part.getKey()), part.getValue(), currency))
                .toList();
    }

    private UsageFilter filter(
            @Nullable Instant from,
            @Nullable Instant to,
            @Nullable UUID agent,
            @Nullable UUID key,
            @Nullable UUID account,
            @Nullable UUID prompt,
            @Nullable String model,
            @Nullable String status) {
        TimeParameter.requireInRange("from", from);
        TimeParameter.requireInRange("to", to);
        var end = to == null ? clock.instant().plusMillis(1) : to;
        return new UsageFilter(
                from == null ? end.minus(DEFAULT_RANGE) : from,
                end,
                agent,
                key,
                account,
                prompt,
                model,
                UsageStatus.wanted(status)
                        .orElseThrow(() -> unknown("status", status, UsageStatus.wanted())));
    }

    private static Optional<Dimension> dimension(@Nullable String by) {
        if (by == null || by.isBlank()) {
            return Optional.empty();
        }
        var known = Arrays.asList(Dimension.values());
        return Optional.of(
                known.stream()
                        .filter(one -> one.wire().equals(by))
                        .findFirst()
                        .orElseThrow(
                                () ->
                                        unknown(
                                                "by",
                                                by,
                                                known.stream().map(Dimension::wire).toList())));
    }

    private static BadInput unknown(
            String parameter, @Nullable String value, List<String> choices) {
        return new BadInput(
                "invalid_request",
                "There is no " + parameter + " '" + value + "'.",
                new FieldProblem(
                        parameter, "unknown", "one of " + String.join(", ", choices)));
    }

    /** As in a filter: status words are small, and no key is no id. */
    private static String value(Dimension dimension, String value) {
        return dimension == Dimension.STATUS ? value.toLowerCase(Locale.ROOT) : value;
    }

    private static CallJson json(UsageRow row, String currency) {
        return new CallJson(
                row.id().toString(),
                row.message().toString(),
                row.endedAt(),
                row.agent().toString(),
                row.agentName(),
                text(row.key()),
                text(row.account()),
                text(row.promptVersion()),
                row.model(),
                row.tokensIn(),
                row.tokensOut(),
                new Money(row.costNanos(), currency).text(),
                currency,
                row.latencyMicros() / 1_000,
                row.status().wire(),
                row.errorCode(),
                text(row.decision()),
                row.traceId());
    }

    private static SumsJson json(@Nullable String value, UsageSums sums, String currency) {
        return new SumsJson(
                value,
                sums.calls(),
                sums.completed(),
                sums.tokensIn(),
                sums.tokensOut(),
                new Money(sums.costNanos(), currency).text(),
                currency);
    }

    private static @Nullable String text(@Nullable UUID id) {
        return id == null ? null : id.toString();
    }
}
