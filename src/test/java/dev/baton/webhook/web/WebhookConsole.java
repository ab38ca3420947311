package dev.baton.webhook.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.ConsoleBrowser;
import dev.baton.event.EventLog;
import dev.baton.event.EventType;
import dev.baton.event.NewEvent;
import dev.baton.platform.Ids;
import dev.baton.platform.database.RetryingTransactions;
import dev.baton.tenant.TenantId;
import dev.baton.webhook.PlainReceiver;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** The pages about webhooks as a tenant's administrator sees them, and what happens meanwhile. */
record WebhookConsole(
        TenantId tenant,
        ConsoleBrowser admin,
        PlainReceiver receiver,
        EventLog events,
        RetryingTransactions transactions,
        JdbcTemplate jdbc) {

    static final Pattern ADDRESS = Pattern.compile("href=\"(/webhooks/[0-9a-f-]{36})\"");
    static final Pattern DELIVERY =
            Pattern.compile("href=\"(/webhooks/[0-9a-f-]{36}/deliveries/[0-9a-f-]{36})\"");

    MvcTestResult create(String... fields) {
        admin.open("/webhooks/new");
        var all = new String[fields.length + 2];
        all[0] = "url";
        all[1] = receiver.url();
        System.arraycopy(fields, 0, all, 2, fields.length);
        return admin.send("/webhooks", all);
    }

    String endpoint() {
        return find(ADDRESS, ConsoleBrowser.body(create("events", "agent.*")));
    }

    void append(int count) {
        for (var number = 0; number < count; number++) {
            transactions.run(
                    () ->
                            events.append(
                                    new NewEvent(
                                            tenant,
                                            EventType.publicly("agent.updated"),
                                            tenant.value(),
                                            Map.of("name", "assistant"),
                                            null)));
        }
    }

    void giveUp(String path, int count) {
        var endpoint = UUID.fromString(path.substring("/webhooks/".length()));
        jdbc.batchUpdate(
                """
                INSERT INTO webhook_delivery
                    (tenant_id, id, endpoint_id, event_id, event_type, sequence, status, attempts,
                     created_at)
                VALUES (?, ?, ?, ?, 'agent.updated', 1, 'EXHAUSTED', 10, UTC_TIMESTAMP())
                """,
                Stream.generate(
                                () ->
                                        new Object[] {
                                            Ids.bytes(tenant.value()),
                                            Ids.bytes(Ids.next()),
                                            Ids.bytes(endpoint),
                                            Ids.bytes(Ids.next())
                                        })
                        .limit(count)
                        .toList());
    }

    static String find(Pattern pattern, String body) {
        var match = pattern.matcher(body);
        assertThat(match.find()).as("%s in %s", pattern, body).isTrue();
        return match.group(match.groupCount());
    }
}
