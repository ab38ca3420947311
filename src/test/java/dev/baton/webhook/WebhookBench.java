package dev.baton.webhook;

import static org.awaitility.Awaitility.await;

import dev.baton.SettableClock;
import dev.baton.TestPeople;
import dev.baton.event.EventCatalogue;
import dev.baton.event.EventLog;
import dev.baton.event.EventType;
import dev.baton.event.NewEvent;
import dev.baton.platform.Ids;
import dev.baton.platform.database.RetryingTransactions;
import dev.baton.platform.http.OutgoingHttp;
import dev.baton.tenant.Actor;
import dev.baton.tenant.TenantId;
import dev.baton.work.Claim;
import dev.baton.work.WorkBench;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * The webhook module beside the running one, on the same tables, with a clock that a test moves. It
 * is years ahead, so the running one leaves alone what is to be sent here.
 */
@Component
class WebhookBench {

    static final String EVENT = "agent.updated";

    final SettableClock clock = new SettableClock(Instant.parse("2040-01-01T00:00:00Z"));
    final WebhookDesk desk;
    final DeliveryDesk deliveries;
    final ResendingDesk resending;
    final WorkBench work;
    final DeliveryWorker worker;
    final HeldRelease release;
    final EndpointRemoval removal;

    /** Another instance of the program, with the same clock. */
    final WorkBench otherWork;

    final DeliveryWorker otherWorker;
    final WebhookMetrics metrics;

    private final WebhookDesk running;
    private final EventLog events;
    private final JdbcTemplate jdbc;
    private final RetryingTransactions transactions;
    private final TestPeople people;

    WebhookBench(
            Endpoints endpoints,
            EndpointRules rules,
            EndpointSecrets secrets,
            EndpointStandings standings,
            EndpointPaces paces,
            SequenceStore sequences,
            DeliveryStore store,
            DeliveryProgress progress,
            BacklogStore backlogs,
            DeliveryDesk deliveries,
            DeliveryOrder order,
            ResendingStore resendings,
            AttemptStore attempts,
            EventLog events,
            WebhookRequest requests,
            OutgoingHttp http,
            WebhookMetrics metrics,
            JsonMapper json,
            JdbcTemplate jdbc,
            RetryingTransactions transactions,
            WebhookDesk running,
            TestPeople people) {
        this.metrics = metrics;
        this.events = events;
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.running = running;
        this.deliveries = deliveries;
        this.people = people;
        work = new WorkBench(jdbc, transactions, clock);
        var queue = work.queue();
        var sender = new WebhookSender(requests, http, metrics, clock);
        var outcomes =
                new DeliveryOutcomes(
                        standings,
                        endpoints,
                        progress,
                        order,
                        attempts,
                        events,
                        queue,
                        (_, _) -> {},
                        transactions,
                        clock);
        release =
                new HeldRelease(
                        standings,
                        paces,
                        store,
                        progress,
                        resendings,
                        queue,
                        transactions,
                        clock);
        removal =
                new EndpointRemoval(
                        standings, sequences, store, queue, transactions, clock);
        worker =
                new DeliveryWorker(
                        endpoints,
                        store,
                        order,
                        paces,
                        events,
                        sender,
                        outcomes,
                        queue,
                        clock);
        otherWork = new WorkBench(jdbc, transactions, clock);
        otherWorker =
                new DeliveryWorker(
                        endpoints,
                        store,
                        order,
                        paces,
                        events,
                        sender,
                        new DeliveryOutcomes(
                                standings,
                                endpoints,
                                progress,
                                order,
                                attempts,
                                events,
                                otherWork.queue(),
                                (_, _) -> {},
                                transactions,
                                clock),
                        otherWork.queue(),
                        clock);
        desk =
                new WebhookDesk(
                        endpoints,
                        rules,
                        secrets,
                        standings,
                        paces,
                        release,
                        removal,
                        sender,
                        json,
                        transactions,
                        clock);
        resending =
                new ResendingDesk(
                        deliveries,
                        endpoints,
                        standings,
                        progress,
                        backlogs,
                        resendings,
                        release,
                        queue,
                        transactions,
                        clock);
    }

    /** A tenant whose own beginning is behind the planner. */
    TenantId tenant() {
        var tenant = people.tenant().id();
        await().until(() -> isPlanned(tenant));
        return tenant;
    }

    private boolean isPlanned(TenantId tenant) {
        return !jdbc.queryForList(
                        """
                        SELECT 1 FROM event e JOIN event_cursor c ON c.name = 'webhook'
                        WHERE e.tenant_id = ? AND e.type = 'tenant.created'
                            AND e.position <= c.position
                        """,
                        Integer.class,
                        Ids.bytes(tenant.value()))
                .isEmpty();
    }

    static Actor by(EndpointId id) {
        return TestPeople.operator(id.tenant());
    }

    /** An endpoint that waits for its activation, so that what happens to it happens here. */
    EndpointId endpoint(String url, EndpointHeader... headers) {
        return endpoint(url, DeliveryRules.STANDARD, headers);
    }

    EndpointId endpoint(String url, DeliveryRules rules, EndpointHeader... headers) {
        var tenant = tenant();
        var actor = TestPeople.operator(tenant);
        var settings = new EndpointSettings(url, "", List.of(EVENT), List.of(headers), rules);
        var id = running.create(tenant, settings, actor).endpoint().id();
        running.pause(id, actor);
        return id;
    }

    /** Lets some events happen and waits until they are held for the endpoint. */
    void happen(EndpointId id, int count) {
        var before = count(id, DeliveryStatus.HELD);
        append(id.tenant(), EVENT, count);
        await().until(() -> count(id, DeliveryStatus.HELD) == before + count);
    }

    void append(TenantId tenant, String type, int count) {
        transactions.run(
                () -> {
                    for (var number = 0; number < count; number++) {
                        events.append(event(tenant, type, number));
                    }
                });
    }

    static NewEvent event(TenantId tenant, String type, int number) {
        return new NewEvent(
                tenant,
                EventType.publicly(type),
                tenant.value(),
                Map.of("number", number, "greeting", "สวัสดี ¡hola!"),
                null);
    }

    /** One that was not planned but is simply there. */
    static Delivery delivery(EndpointId id, long sequence, DeliveryStatus status) {
        return delivery(id, sequence, status, Instant.parse("2039-01-01T00:00:00Z"));
    }

    static Delivery delivery(
            EndpointId id, long sequence, DeliveryStatus status, Instant createdAt) {
        return new Delivery(
                id.tenant(),
                Ids.next(),
                id.value(),
                Ids.next(),
                EVENT,
                sequence,
                status,
                status == DeliveryStatus.EXHAUSTED ? 10 : 0,
                createdAt,
                null,
                null,
                null,
                null);
    }

    void pause(EndpointId id) {
        desk.pause(id, by(id));
    }

    void activate(EndpointId id) {
        desk.activate(id, by(id));
        work.work(id.tenant(), release);
    }

    void delete(EndpointId id) {
        transactions.run(() -> desk.delete(id, by(id)));
    }

    /** An endpoint with so many deliveries that are due at once. */
    EndpointId due(String url, int count, EndpointHeader... headers) {
        var id = endpoint(url, headers);
        happen(id, count);
        activate(id);
        return id;
    }

    /** The same for one with rules of its own. */
    EndpointId due(String url, int count, DeliveryRules rules) {
        var id = endpoint(url, rules);
        happen(id, count);
        activate(id);
        return id;
    }

    void resend(EndpointId id, UUID delivery) {
        resending.resend(id, delivery, by(id));
    }

    int resendGivenUp(EndpointId id, Instant from, Instant to) {
        return resendGivenUp(id, Ids.next(), from, to).found();
    }

    Resending resendGivenUp(EndpointId id, UUID wish, Instant from, Instant to) {
        return transactions.call(() -> resending.resendGivenUp(id, wish, from, to, by(id)));
    }

    /** Sends what is due; answers how much that was. */
    int send(EndpointId id) {
        return work.work(id.tenant(), worker);
    }

    /** The same as if it were due on the other instance. */
    int sendElsewhere(EndpointId id) {
        return otherWork.work(id.tenant(), otherWorker);
    }

    Claim claim(EndpointId id) {
        return work.claim(id.tenant(), worker).orElseThrow();
    }

    List<Delivery> list(EndpointId id) {
        return deliveries.list(id, null, null, 200).data().reversed();
    }

    Delivery only(EndpointId id) {
        var all = list(id);
        if (all.size() != 1) {
            throw new AssertionError(all);
        }
        return all.getFirst();
    }

    List<DeliveryAttempt> attempts(EndpointId id) {
        return deliveries.attempts(only(id)).reversed();
    }

    Endpoint get(EndpointId id) {
        return running.get(id);
    }

    @Nullable Duration untilNext(EndpointId id) {
        var next = only(id).nextAttemptAt();
        return next == null ? null : Duration.between(clock.instant(), next);
    }

    int count(EndpointId id, DeliveryStatus status) {
        return deliveries.list(id, status, null, 10_000).data().size();
    }
}
