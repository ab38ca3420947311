package dev.baton.ledger;

import static dev.baton.platform.Ids.bytes;

import dev.baton.ledger.UsageStatistics.Dimension;
import dev.baton.platform.Ids;
import dev.baton.platform.web.Formats;
import dev.baton.tenant.TenantId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Puts names to the values that sums are split by, all of a page in one statement. */
@Component
public class UsageNames {

    private final JdbcClient jdbc;
    private final List<UsageNaming> others;
    private final Formats formats;
    private final MessageSource messages;

    UsageNames(
            JdbcClient jdbc, List<UsageNaming> others, Formats formats, MessageSource messages) {
        this.jdbc = jdbc;
        this.others = others;
        this.formats = formats;
        this.messages = messages;
    }

    /** A name for each value; what has lost its name keeps its id. */
    public Map<String, String> of(TenantId tenant, Dimension dimension, Collection<String> values) {
        var names = new HashMap<String, String>();
        switch (dimension) {
            case MODEL -> values.forEach(value -> names.put(value, value));
            case STATUS ->
                    values.forEach(value -> names.put(value, text("ledger.status." + lower(value))));
            case AGENT, KEY, ACCOUNT, PROMPT -> names.putAll(named(tenant, dimension, values));
        }
        return names;
    }

    private Map<String, String> named(
            TenantId tenant, Dimension dimension, Collection<String> values) {
        var ids =
                values.stream()
                        .map(UUID::fromString)
                        .filter(id -> !id.equals(UsageStatistics.none()))
                        .toList();
        var known = ids.isEmpty() ? Map.<UUID, String>of() : known(tenant, dimension, ids);
        var names = new HashMap<String, String>();
        for (var value : values) {
            var id = UUID.fromString(value);
            names.put(
                    value,
                    id.equals(UsageStatistics.none())
                            ? text("ledger.none." + dimension.wire())
                            : known.getOrDefault(id, formats.shortId(value)));
        }
        return names;
    }

    private Map<UUID, String> known(TenantId tenant, Dimension dimension, List<UUID> ids) {
        return switch (dimension) {
            case AGENT -> agents(tenant, ids);
            case KEY -> keys(tenant, ids);
            case ACCOUNT -> accounts(ids);
            case PROMPT, MODEL, STATUS ->
                    others.stream()
                            .filter(other -> other.dimension() == dimension)
                            .findFirst()
                            .map(other -> other.names(tenant, ids))
                            .orElse(Map.of());
        };
    }

    /** The names that the agents had when they were last called; one look into the index each. */
    private Map<UUID, String> agents(TenantId tenant, List<UUID> ids) {
        var one =
                """
                (SELECT agent_id, agent_name FROM usage_record
                 WHERE tenant_id = ? AND agent_id = ? ORDER BY ended_at DESC, id DESC LIMIT 1)
                """;
        var arguments = new ArrayList<>();
        ids.forEach(
                id -> {
                    arguments.add(bytes(tenant.value()));
                    arguments.add(bytes(id));
                });
        return read(
                jdbc.sql(String.join(" UNION ALL ", Collections.nCopies(ids.size(), one)))
                        .params(arguments));
    }

    private Map<UUID, String> keys(TenantId tenant, List<UUID> ids) {
        return read(
                jdbc.sql("SELECT id, name FROM api_key WHERE tenant_id = :tenant AND id IN (:ids)")
                        .param("tenant", bytes(tenant.value()))
                        .param("ids", ids.stream().map(Ids::bytes).toList()));
    }

    private Map<UUID, String> accounts(List<UUID> ids) {
        return read(
                jdbc.sql("SELECT account_id, name FROM account WHERE account_id IN (:ids)")
                        .param("ids", ids.stream().map(Ids::bytes).toList()));
    }

    private static Map<UUID, String> read(JdbcClient.StatementSpec statement) {
        var names = new HashMap<UUID, String>();
        statement
                .query((row, _) -> names.put(Ids.fromBytes(row.getBytes(1)), row.getString(2)))
                .list();
        return names;
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    private String text(String key) {
        return messages.getMessage(key, null, LocaleContextHolder.getLocale());
    }
}
