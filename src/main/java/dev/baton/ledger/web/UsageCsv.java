package dev.baton.ledger.web;

import dev.baton.ledger.Money;
import dev.baton.ledger.UsageRow;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The log of calls as CSV: dot decimals, ISO times. */
final class UsageCsv {

    private static final List<String> HEADER =
            List.of(
                    "ended_at",
                    "call_id",
                    "message_id",
                    "agent_id",
                    "agent",
                    "model",
                    "key_id",
                    "account_id",
                    "prompt_version_id",
                    "entrance",
                    "tokens_in",
                    "tokens_cached",
                    "tokens_out",
                    "cost",
                    "currency",
                    "latency_ms",
                    "status",
                    "error",
                    "repeated",
                    "trace_id");

    private final Csv csv;
    private final String currency;

    UsageCsv(Csv csv, String currency) {
        this.csv = csv.line(HEADER);
        this.currency = currency;
    }

    void row(UsageRow row) {
        csv.line(
                List.of(
                        row.endedAt().toString(),
                        row.id().toString(),
                        row.message().toString(),
                        row.agent().toString(),
                        row.agentName(),
                        row.model(),
                        text(row.key()),
                        text(row.account()),
                        text(row.promptVersion()),
                        row.entrance().wire(),
                        Long.toString(row.tokensIn()),
                        Long.toString(row.tokensCached()),
                        Long.toString(row.tokensOut()),
                        new Money(row.costNanos(), currency).text(),
                        currency,
                        Long.toString(row.latencyMicros() / 1_000),
                        row.status().wire(),
                        text(row.errorCode()),
                        Boolean.toString(row.repeated()),
                        row.traceId()));
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }
}
