package dev.baton.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.baton.TestPeople;
import dev.baton.drill.Figures;
import dev.baton.tenant.TenantId;
import dev.baton.webhook.HostileReceiver.Request;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;

/**
 * D7: receivers that misbehave in every way there is, judged by what they saw. Days pass on a clock of
 * the drill's own; timeouts are real.
 */
@Tag("drill")
@Tag("database")
@SpringBootTest
@AutoConfigureMockMvc
class ReceiverDrillTests {

    private static final int MANY = Figures.load(50);
    private static final int LIVE = Figures.load(1_000);
    private static final int ROUNDS = 7;
    private static final int WARM_UPS = 5;
    private static final Pattern HAPPENED = Pattern.compile("\"timestamp\":\"([^\"]+)\"");

    @Autowired private AutowireCapableBeanFactory beans;
    @Autowired private WebhookDesk desk;
    @Autowired private DeliveryDesk deliveries;
    private HostileReceiver receiver;

    @BeforeEach
    void open() throws IOException {
        receiver = new HostileReceiver();
    }

    @AfterEach
    void close() throws IOException {
        receiver.close();
    }

    /** A plan that was played to its end. */
    private record Outcome(
            String path, WebhookBench bench, EndpointId id, List<Delivery> deliveries) {

        long count(DeliveryStatus status) {
            return deliveries.stream().filter(it -> it.status() == status).count();
        }
    }

    @Test
    void everyMisbehaviourEndsAsPromised() throws Exception {
        var ended = new ArrayList<String>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = new ArrayList<Future<Outcome>>();
            for (var path : List.of("/500x3", "/429", "/410", "/307", "/hugehead", "/hugebody", "/rst")) {
                running.add(threads.submit(() -> play(path, MANY)));
            }
            for (var path : List.of("/timeout", "/drip")) {
                running.add(threads.submit(() -> play(path, 1)));
            }
            for (var each : running) {
                ended.add(judge(each.get()));
            }
        }
        assertThat(receiver.received("/ok")).as("redirects followed").isEmpty();
        Figures.record(
                "D7",
                ReceiverDrillTests.class,
                "%d deliveries to each receiver, 1 to each that only a timeout ends".formatted(MANY),
                "waits 0.8 to 1.2 of the schedule; 410 disables; Retry-After obeyed; "
                        + "redirects followed 0; reading ends early",
                "%s; redirects followed %d; a body of 1 GiB left after %d KiB written"
                        .formatted(
                                String.join("; ", ended),
                                receiver.received("/ok").size(),
                                receiver.hugeBytes.get() / MANY / 1024));
        assertThat(receiver.hugeBytes.get() / MANY).isLessThan(16 << 20);
    }

    @Test
    void aDeadEndpointCostsTheOthersNothing() throws IOException {
        var bench = beans.createBean(WebhookBench.class);
        var tenant = bench.tenant();
        var by = TestPeople.operator(tenant);
        var alive = endpoint(bench, tenant, "/alive");
        for (var round = 0; round < WARM_UPS; round++) {
            measure(bench, tenant, "warm-up");
        }
        var without = new ArrayList<Long>();
        var with = new ArrayList<Long>();
        for (var round = 0; round < ROUNDS; round++) {
            without.add(measure(bench, tenant, "all alive"));
            var dead = endpoint(bench, tenant, "/timeout");
            with.add(measure(bench, tenant, "one dead"));
            assertThat(deliveries.backlog(dead).pending()).isEqualTo(LIVE);
            desk.delete(dead, by);
        }

        var before = median(without);
        var after = median(with);
        var more = 100.0 * (after - before) / before;
        Figures.record(
                "D7 neighbour",
                ReceiverDrillTests.class,
                "%d events, 200/s, to a live endpoint without and with a dead one beside it, %d times in turn"
                        .formatted(LIVE, ROUNDS),
                "p95 from event to receiver less than 10 % more",
                "%s ms, with the dead one %s ms; the medians: %+.1f %%"
                        .formatted(without, with, more));
        assertThat(deliveries.backlog(alive).pending()).isZero();
        assertThat(more).as("what the dead endpoint cost, in percent").isLessThan(10);
        desk.delete(alive, by);
    }

    private static long median(List<Long> figures) {
        return figures.stream().sorted().skip(figures.size() / 2).findFirst().orElseThrow();
    }

    private EndpointId endpoint(WebhookBench bench, TenantId tenant, String path) {
        var settings =
                new EndpointSettings(
                        receiver.url(path), "", List.of(WebhookBench.EVENT), List.of());
        return desk.create(tenant, settings, TestPeople.operator(tenant)).endpoint().id();
    }

    /** Sends live at a steady pace; the p95 in milliseconds as the receiver sees it. */
    private long measure(WebhookBench bench, TenantId tenant, String what) {
        receiver.forget();
        for (var batch = 0; batch < LIVE / 10; batch++) {
            bench.append(tenant, WebhookBench.EVENT, 10);
            LockSupport.parkNanos(50_000_000);
        }
        await().atMost(Duration.ofSeconds(60))
                .until(() -> receiver.received("/alive").size() >= LIVE);
        var waits =
                receiver.received("/alive").stream()
                        .map(request -> Duration.between(happened(request), request.at()).toMillis())
                        .sorted()
                        .toList();
        var p95 = waits.get(waits.size() * 95 / 100);
        System.out.printf(
                "D7 %s: %d deliveries, p50 %d ms, p95 %d ms%n",
                what, waits.size(), waits.get(waits.size() / 2), p95);
        return p95;
    }

    private Outcome play(String path, int count) {
        var bench = beans.createBean(WebhookBench.class);
        var id = bench.due(receiver.url(path), count);
        while (deliveries.backlog(id).pending() > 0) {
            bench.send(id);
            bench.list(id).stream()
                    .map(Delivery::nextAttemptAt)
                    .filter(Objects::nonNull)
                    .min(Comparator.naturalOrder())
                    .ifPresent(bench.clock::set);
        }
        return new Outcome(path, bench, id, bench.list(id));
    }

    /** What is wrong fails; the answer says how it went. */
    private String judge(Outcome outcome) {
        var requests = receiver.received(outcome.path());
        var disabled = !outcome.bench().get(outcome.id()).isActive();
        assertThat(requests)
                .allSatisfy(
                        request ->
                                assertThat(request.header("webhook-signature")).startsWith("v1,"));
        assertThat(requests.stream().map(it -> it.header("webhook-id") + it.body()).distinct())
                .as("one body to an id")
                .hasSize((int) requests.stream().map(it -> it.header("webhook-id")).distinct().count());
        switch (outcome.path()) {
            case "/500x3", "/hugebody" -> isAllDelivered(outcome);
            case "/429" -> {
                isAllDelivered(outcome);
                leavesAloneAsLongAsAsked(requests);
            }
            case "/410" -> {
                assertThat(disabled).isTrue();
                assertThat(requests).hasSize(1);
                assertThat(outcome.count(DeliveryStatus.HELD)).isEqualTo(MANY);
            }
            default -> {
                assertThat(outcome.count(DeliveryStatus.EXHAUSTED))
                        .isEqualTo(outcome.deliveries().size());
                assertThat(requests).hasSize(10 * outcome.deliveries().size());
            }
        }
        outcome.deliveries().forEach(delivery -> checkWaits(delivery, requests, outcome.path()));
        assertThat(
                        outcome.deliveries().stream()
                                .flatMap(it -> deliveries.attempts(it).stream())
                                .map(DeliveryAttempt::responseBody)
                                .filter(Objects::nonNull))
                .allMatch(body -> body.length() <= 16 * 1024);
        return "%s: %d requests, %d delivered, %d given up, %d held%s, waits %s"
                .formatted(
                        outcome.path(),
                        requests.size(),
                        outcome.count(DeliveryStatus.DELIVERED),
                        outcome.count(DeliveryStatus.EXHAUSTED),
                        outcome.count(DeliveryStatus.HELD),
                        disabled ? ", disabled" : "",
                        ratios(requests));
    }

    private static void isAllDelivered(Outcome outcome) {
        assertThat(outcome.count(DeliveryStatus.DELIVERED)).isEqualTo(outcome.deliveries().size());
    }

    /** It asked the first for 90 seconds of rest; that is meant for all that goes to it. */
    private static void leavesAloneAsLongAsAsked(List<Request> requests) {
        var times =
                requests.stream()
                        .mapToLong(it -> Long.parseLong(it.header("webhook-timestamp")))
                        .sorted()
                        .toArray();
        assertThat(times[1] - times[0]).as("rest after Retry-After").isGreaterThanOrEqualTo(90);
    }

    /** Within a fifth of the schedule; timestamps are whole seconds. */
    private static void checkWaits(Delivery delivery, List<Request> requests, String path) {
        if (path.equals("/429")) {
            return;
        }
        var times = times(delivery.event().toString(), requests);
        for (var attempt = 1; attempt < times.size(); attempt++) {
            var wait = RetryPlan.STANDARD.waits().get(attempt).toSeconds();
            assertThat(times.get(attempt) - times.get(attempt - 1))
                    .as("wait before attempt %d", attempt + 1)
                    .isBetween((long) (wait * 0.8) - 1, (long) (wait * 1.2) + 2);
        }
    }

    private static List<Long> times(String event, List<Request> requests) {
        return requests.stream()
                .filter(it -> it.header("webhook-id").endsWith(event))
                .map(it -> Long.parseLong(it.header("webhook-timestamp")))
                .sorted()
                .toList();
    }

    /** The least and the most of the scheduled wait, over all repeats longer than a minute. */
    private static String ratios(List<Request> requests) {
        var ratios = new ArrayList<Double>();
        requests.stream()
                .map(it -> it.header("webhook-id"))
                .distinct()
                .forEach(
                        id -> {
                            var times = times(id, requests);
                            for (var at = 2; at < times.size(); at++) {
                                var wait = RetryPlan.STANDARD.waits().get(at).toSeconds();
                                ratios.add((times.get(at) - times.get(at - 1)) / (double) wait);
                            }
                        });
        return ratios.isEmpty()
                ? "none"
                : "%.2f to %.2f of the schedule"
                        .formatted(
                                ratios.stream().min(Comparator.naturalOrder()).orElseThrow(),
                                ratios.stream().max(Comparator.naturalOrder()).orElseThrow());
    }

    private static Instant happened(Request request) {
        var match = HAPPENED.matcher(request.body());
        assertThat(match.find()).isTrue();
        return Instant.parse(match.group(1));
    }
}
