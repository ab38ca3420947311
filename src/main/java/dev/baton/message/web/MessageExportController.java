package dev.baton.message.web;

import dev.baton.ledger.Money;
import dev.baton.message.Message;
import dev.baton.message.MessageInbox;
import dev.baton.platform.web.ListExport;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Requires;
import dev.baton.tenant.TenantDirectory;
import dev.baton.tenant.TenantId;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;

/** The lists of messages as files, without what was said. */
@Controller
class MessageExportController {

    private final MessageInbox inbox;
    private final TenantDirectory tenants;
    private final Clock clock;

    MessageExportController(MessageInbox inbox, TenantDirectory tenants, Clock clock) {
        this.inbox = inbox;
        this.tenants = tenants;
        this.clock = clock;
    }

    @GetMapping({"/messages.csv", "/messages.json"})
    @Requires(Permission.MESSAGES_READ)
    void download(
            TenantId id,
            @ModelAttribute("query") MessageQuery query,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        var tenant = tenants.get(id);
        var filter = query.filter(clock.instant(), tenant.zone());
        table(tenant.currency())
                .write(
                        request,
                        response,
                        after -> inbox.list(id, filter, after, ListExport.PAGE));
    }

    @GetMapping({"/messages/given-up.csv", "/messages/given-up.json"})
    @Requires(Permission.MESSAGES_READ)
    void downloadGivenUp(TenantId id, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        table(tenants.get(id).currency())
                .write(
                        request,
                        response,
                        after -> inbox.givenUp(id, after, ListExport.PAGE));
    }

    private static ListExport<Message> table(String currency) {
        return new ListExport<Message>()
                .column("message_id", Message::id)
                .column("created_at", Message::createdAt)
                .column("ended_at", Message::endedAt)
                .column("status", "status", message -> message.status().wire())
                .column("agent_id", "agent", Message::agent)
                .column("agent", "agent", Message::agentName)
                .column("entrance", message -> message.entrance().wire())
                .column("asynchronous", Message::asynchronous)
                .column("attempts", Message::attempts)
                .column("tokens_in", Message::tokensIn)
                .column("tokens_out", Message::tokensOut)
                .column("cost", "cost", message -> cost(message, currency))
                .column("currency", "cost", message -> message.costNanos() == null ? null : currency)
                .column("latency_ms", "latency", MessageExportController::millis)
                .column("key_id", Message::key)
                .column("account_id", Message::account)
                .column("decision_id", Message::decision)
                .column("trace_id", Message::traceId);
    }

    private static @Nullable String cost(Message message, String currency) {
        var nanos = message.costNanos();
        return nanos == null ? null : new Money(nanos, currency).text();
    }

    private static @Nullable Long millis(Message message) {
        var micros = message.latencyMicros();
        return micros == null ? null : micros / 1_000;
    }
}
