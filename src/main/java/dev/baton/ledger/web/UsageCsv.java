package dev.baton.ledger.web;

import dev.baton.ledger.Money;
import dev.baton.ledger.UsageRow;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Usage as CSV (RFC 4180): dot decimals, ISO times, the same in every language. A cell that a
 * spreadsheet could take for a formula begins with an apostrophe.
 */
final class UsageCsv {

    private static final String FORMULA = "=+-@\t\r";

    private final Writer out;
    private final String currency;

    UsageCsv(Writer out, String currency) {
        this.out = out;
        this.currency = currency;
    }

    void header() {
        line(
                List.of(
                        "ended_at",
                        "message_id",
                        "agent",
                        "model",
                        "key_id",
                        "account_id",
                        "prompt_version_id",
                        "tokens_in",
                        "tokens_out",
                        "cost",
                        "currency",
                        "latency_ms",
                        "status",
                        "error",
                        "trace_id"));
    }

    void row(UsageRow row) {
        line(
                List.of(
                        row.endedAt().toString(),
                        row.message().toString(),
                        row.agentName(),
                        row.model(),
                        text(row.key()),
                        text(row.account()),
                        text(row.promptVersion()),
                        Long.toString(row.tokensIn()),
                        Long.toString(row.tokensOut()),
                        new Money(row.costNanos(), currency).amount().toPlainString(),
                        currency,
                        Long.toString(row.latencyMicros() / 1_000),
                        row.status().wire(),
                        text(row.errorCode()),
                        row.traceId()));
    }

    void end() throws IOException {
        out.flush();
    }

    private void line(List<String> cells) {
        try {
            out.write(String.join(",", cells.stream().map(UsageCsv::cell).toList()));
            out.write("\r\n");
        } catch (IOException left) {
            throw new UncheckedIOException(left);
        }
    }

    static String cell(String text) {
        var safe = !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
        return safe.matches("(?s).*[\",\r\n].*")
                ? '"' + safe.replace("\"", "\"\"") + '"'
                : safe;
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }
}
