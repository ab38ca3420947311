package dev.baton.console.alert;

import dev.baton.agent.Agent;
import dev.baton.agent.AgentRegistry;
import dev.baton.agent.AgentStatus;
import dev.baton.agent.AgentVitals;
import dev.baton.event.Event;
import dev.baton.event.EventLog;
import dev.baton.identity.key.ApiKeys;
import dev.baton.identity.key.KeyFilter;
import dev.baton.identity.key.KeyState;
import dev.baton.identity.key.KeyView;
import dev.baton.ledger.Money;
import dev.baton.message.Message;
import dev.baton.message.MessageInbox;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.TenantId;
import dev.baton.webhook.WebhookDesk;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads alerts off what is stored anyway: events, dead letters, keys, and how agents do now. Nothing
 * is written for them, so none can be missing or left over.
 */
@Component
class AlertSources {

    static final Duration LOOKS_BACK = Duration.ofDays(30);

    /** Before a key's end somebody is reminded at each of these. */
    static final List<Duration> REMINDERS =
            List.of(Duration.ofDays(14), Duration.ofDays(3), Duration.ofDays(1));

    private static final int MOST_OF_A_TYPE = 50;
    private static final int NANO_DIGITS = 9;

    private final EventLog events;
    private final WebhookDesk webhooks;
    private final MessageInbox messages;
    private final AgentRegistry agents;
    private final AgentVitals vitals;
    private final ApiKeys keys;
    private final Clock clock;

    AlertSources(
            EventLog events,
            WebhookDesk webhooks,
            MessageInbox messages,
            AgentRegistry agents,
            AgentVitals vitals,
            ApiKeys keys,
            Clock clock) {
        this.events = events;
        this.webhooks = webhooks;
        this.messages = messages;
        this.agents = agents;
        this.vitals = vitals;
        this.keys = keys;
        this.clock = clock;
    }

    /** The newest first; what happened several times is told once. */
    List<Alert> of(TenantId tenant) {
        var found = new ArrayList<Alert>();
        found.addAll(once(ofType(tenant, "budget.threshold_reached", AlertSources::budget)));
        found.addAll(once(ofType(tenant, "tenant.limit_reached", AlertSources::limit)));
        found.addAll(once(ofType(tenant, "webhook.endpoint_disabled", AlertSources::disabled)));
        found.addAll(once(exhausted(tenant)));
        found.addAll(once(givenUp(tenant)));
        agents.usableBy(tenant).stream()
                .filter(agent -> agent.owner().equals(tenant) && agent.isEnabled())
                .filter(agent -> vitals.status(agent) == AgentStatus.INACTIVE)
                .forEach(agent -> found.add(inactive(agent)));
        found.addAll(expiring(tenant));
        found.sort(Comparator.comparing(Alert::at).reversed());
        return List.copyOf(found);
    }

    private List<Alert> ofType(TenantId tenant, String type, Function<JsonNode, Alert> read) {
        return ofType(tenant, type).stream()
                .map(event -> at(event, read.apply(data(event))))
                .toList();
    }

    private List<Event> ofType(TenantId tenant, String type) {
        var since = clock.instant().minus(LOOKS_BACK);
        return events.newest(tenant, type, MOST_OF_A_TYPE).stream()
                .filter(event -> event.occurredAt().isAfter(since))
                .toList();
    }

    private static Alert at(Event event, Alert alert) {
        return new Alert(alert.kind(), alert.facts(), alert.href(), event.occurredAt());
    }

    private static Alert budget(JsonNode data) {
        var percent = data.path("percent").asInt(0);
        return new Alert(
                percent < 100 ? AlertKind.BUDGET : AlertKind.BUDGET_SPENT,
                List.of(
                        percent,
                        new Money(
                                new BigDecimal(data.path("limit").asString("0"))
                                        .movePointRight(NANO_DIGITS)
                                        .longValue(),
                                data.path("currency").asString("")),
                        YearMonth.parse(data.path("period").asString(""))),
                "/budget",
                Instant.EPOCH);
    }

    private static Alert limit(JsonNode data) {
        return new Alert(
                AlertKind.LIMIT,
                List.of(data.path("limit").asString("")),
                "/decisions/" + data.path("decision_id").asString(""),
                Instant.EPOCH);
    }

    private static Alert disabled(JsonNode data) {
        return new Alert(
                AlertKind.WEBHOOK_DISABLED,
                List.of(String.valueOf(URI.create(data.path("url").asString("")).getHost())),
                "/webhooks/" + data.path("endpoint_id").asString(""),
                Instant.EPOCH);
    }

    /** Those of endpoints that are still there. */
    private List<Alert> exhausted(TenantId tenant) {
        var given = ofType(tenant, "webhook.exhausted");
        if (given.isEmpty()) {
            return List.of();
        }
        var hosts =
                webhooks.list(tenant).stream()
                        .collect(
                                Collectors.toMap(
                                        endpoint -> endpoint.id().value(),
                                        endpoint -> endpoint.host()));
        return given.stream()
                .filter(event -> hosts.containsKey(event.subject()))
                .map(
                        event ->
                                new Alert(
                                        AlertKind.WEBHOOK_EXHAUSTED,
                                        List.of(hosts.get(event.subject())),
                                        "/webhooks/" + event.subject() + "?status=exhausted",
                                        event.occurredAt()))
                .toList();
    }

    private List<Alert> givenUp(TenantId tenant) {
        var since = clock.instant().minus(LOOKS_BACK);
        return messages.givenUp(tenant, null, MOST_OF_A_TYPE).data().stream()
                .filter(message -> ended(message).isAfter(since))
                .map(
                        message ->
                                new Alert(
                                        AlertKind.MESSAGE_GIVEN_UP,
                                        List.of(Objects.requireNonNullElse(message.agentName(), "–")),
                                        "/messages/given-up",
                                        ended(message)))
                .toList();
    }

    private static Instant ended(Message message) {
        return Objects.requireNonNullElse(message.endedAt(), message.createdAt());
    }

    /** Since it counts as inactive: what it was before that, somebody may well have read. */
    private Alert inactive(Agent agent) {
        var since = vitals.inactiveSince(agent);
        return new Alert(
                AlertKind.AGENT_INACTIVE,
                List.of(agent.name()),
                "/agents/" + agent.id().value(),
                Objects.requireNonNullElse(since, agent.changedAt()));
    }

    private List<Alert> expiring(TenantId tenant) {
        var reader = Actor.system(tenant, "reminds of keys that end", Permission.KEYS_READ);
        var now = clock.instant();
        return keys
                .list(tenant, KeyFilter.of(KeyState.ACTIVE), "expires", null, MOST_OF_A_TYPE, reader)
                .data()
                .stream()
                .filter(key -> key.successor() == null)
                .flatMap(key -> reminder(key, now).stream())
                .toList();
    }

    private static Optional<Alert> reminder(KeyView key, Instant now) {
        return REMINDERS.stream()
                .map(before -> key.expiresAt().minus(before))
                .filter(at -> !at.isAfter(now) && at.isAfter(key.createdAt()))
                .max(Comparator.naturalOrder())
                .map(
                        at ->
                                new Alert(
                                        AlertKind.KEY_EXPIRING,
                                        List.of(key.name(), key.expiresAt()),
                                        "/keys/" + key.id().value(),
                                        at));
    }

    /** By what they say, whatever the figures. */
    private static List<Alert> once(List<Alert> alerts) {
        Map<List<Object>, Alert> different = new LinkedHashMap<>();
        alerts.forEach(
                alert -> different.merge(List.of(alert.kind(), alert.facts()), alert, Alert::and));
        return List.copyOf(different.values());
    }

    private static JsonNode data(Event event) {
        return JsonMapper.shared().readTree(event.data());
    }
}
