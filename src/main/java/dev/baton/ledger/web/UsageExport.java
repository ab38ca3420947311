package dev.baton.ledger.web;

import dev.baton.ledger.Money;
import dev.baton.ledger.UsageRow;
import dev.baton.platform.web.ListExport;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The log of calls as a file. */
final class UsageExport {

    private UsageExport() {}

    /** @param people names by id, as the screen shows them; likewise keys */
    static ListExport<UsageRow> of(
            String currency, Map<String, String> keys, Map<String, String> people) {
        return new ListExport<UsageRow>()
                .column("ended_at", UsageRow::endedAt)
                .column("call_id", UsageRow::id)
                .column("message_id", UsageRow::message)
                .column("agent_id", "agent", UsageRow::agent)
                .column("agent", "agent", UsageRow::agentName)
                .column("model", "model", UsageRow::model)
                .column("key_id", "caller", UsageRow::key)
                .column("key", "caller", name(keys, UsageRow::key))
                .column("account_id", "caller", UsageRow::account)
                .column("account", "caller", name(people, UsageRow::account))
                .column("prompt_version_id", UsageRow::promptVersion)
                .column("entrance", row -> row.entrance().wire())
                .column("tokens_in", "tokens-in", UsageRow::tokensIn)
                .column("tokens_cached", "tokens-in", UsageRow::tokensCached)
                .column("tokens_out", "tokens-out", UsageRow::tokensOut)
                .column("cost", "cost", row -> new Money(row.costNanos(), currency).text())
                .column("currency", "cost", _ -> currency)
                .column("latency_ms", "latency", row -> row.latencyMicros() / 1_000)
                .column("status", "status", row -> row.status().wire())
                .column("error", "status", UsageRow::errorCode)
                .column("repeated", UsageRow::repeated)
                .column("trace_id", UsageRow::traceId);
    }

    private static Function<UsageRow, @Nullable String> name(
            Map<String, String> names, Function<UsageRow, @Nullable UUID> id) {
        return row -> {
            var caller = id.apply(row);
            return caller == null ? null : names.get(caller.toString());
        };
    }
}
