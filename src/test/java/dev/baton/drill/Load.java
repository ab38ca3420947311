package dev.baton.drill;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Callers that never give up: each asks one thing after another, of all kinds, and writes down what
 * it saw. A request under an {@code Idempotency-Key} is repeated until it has its answer.
 */
final class Load implements AutoCloseable {

    /** How a question is asked. */
    enum Kind {
        WHOLE,
        STREAM,
        COMPLETION,
        COMPLETION_STREAM,
        KEYED,
        LATER
    }

    private static final int MESSAGES_FOR_LATER = Figures.load(1_000);
    private static final int WEBHOOKS = Figures.load(5_000);
    private static final Duration TIMEOUT = Duration.ofSeconds(40);
    private static final Duration AWHILE = Duration.ofMillis(200);
    private static final Duration CHASE = Duration.ofSeconds(120);
    private static final JsonMapper JSON = JsonMapper.shared();

    private final BatonProcess baton;
    private final Ledger ledger;
    private final Duration pause;
    private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
    private final ExecutorService chasers = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicBoolean running = new AtomicBoolean(true);
    private final Set<String> chased = ConcurrentHashMap.newKeySet();
    private final List<Kind> kinds;

    private Load(BatonProcess baton, Ledger ledger, Duration pause, Kind... kinds) {
        this.baton = baton;
        this.ledger = ledger;
        this.pause = pause;
        this.kinds = List.of(kinds);
    }

    /**
     * @param pause of each caller between two questions
     */
    static Load on(BatonProcess baton, Ledger ledger, long seed, int callers, Duration pause) {
        return on(baton, ledger, seed, callers, pause, Kind.values());
    }

    static Load on(
            BatonProcess baton,
            Ledger ledger,
            long seed,
            int callers,
            Duration pause,
            Kind... kinds) {
        var load = new Load(baton, ledger, pause, kinds);
        for (var caller = 0; caller < callers; caller++) {
            var random = new Random(seed + caller);
            load.callers.submit(() -> load.askOn(random));
        }
        return load;
    }

    /** Lets the callers go on until the load that D1 and D2 ask for has been there. */
    void goOnUntilEnough(Receiver receiver) {
        Awaitility.await("enough messages and webhooks")
                .atMost(Duration.ofMinutes(10))
                .pollInterval(Duration.ofMillis(100))
                .until(
                        () ->
                                ledger.accepted().size() >= MESSAGES_FOR_LATER
                                        && receiver.received().size() >= WEBHOOKS);
    }

    /** Lets the callers go on for so long. */
    static void goOn(Duration duration) {
        var end = System.nanoTime() + duration.toNanos();
        Awaitility.await()
                .atMost(duration.plusSeconds(10))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> System.nanoTime() > end);
    }

    /** Asks nothing new any more and waits for what is under way: no server dies any more. */
    @Override
    public void close() {
        running.set(false);
        // The callers first, for they send the chasers.
        await(callers);
        await(chasers);
        chasers.shutdownNow();
        chased.forEach(key -> ledger.fault("never answered under its key: " + key));
    }

    private void await(ExecutorService all) {
        all.shutdown();
        try {
            if (!all.awaitTermination(CHASE.toSeconds(), TimeUnit.SECONDS)) {
                ledger.fault("a caller never got an end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void askOn(Random random) {
        while (running.get()) {
            var kind = kinds.get(random.nextInt(kinds.size()));
            var model = random.nextInt(5) == 0 ? "slow" : "quick";
            try {
                ask(kind, model, random);
            } catch (RuntimeException | IOException e) {
                ledger.fault("caller: " + e);
            }
            LockSupport.parkNanos(pause.toNanos());
        }
    }

    private void ask(Kind kind, String model, Random random) throws IOException {
        var trace = newTrace();
        var input = "\"question " + trace + "\"";
        var own = "{\"agent\":\"%s\",\"input\":%s%s}";
        var openAi =
                "{\"model\":\"%s\",\"messages\":[{\"role\":\"user\",\"content\":%s}]%s}";
        var streamed = ",\"stream\":true";
        switch (kind) {
            case WHOLE -> whole("/api/v1/messages", own.formatted(model, input, ""), trace);
            case STREAM ->
                    stream(
                            "/api/v1/messages",
                            own.formatted(model, input, streamed),
                            trace,
                            "event: message.completed");
            case COMPLETION ->
                    whole("/v1/chat/completions", openAi.formatted(model, input, ""), trace);
            case COMPLETION_STREAM ->
                    stream(
                            "/v1/chat/completions",
                            openAi.formatted(model, input, streamed),
                            trace,
                            "data: [DONE]");
            case KEYED -> {
                var key = UUID.randomUUID().toString();
                var body = own.formatted(model, input, "");
                if (!keyed(key, body, trace)) {
                    chased.add(key);
                    chasers.submit(() -> chase(key, body));
                } else if (random.nextInt(4) == 0) {
                    keyed(key, body, newTrace());
                }
            }
            case LATER -> later(own.formatted(model, input, ""), trace);
        }
    }

    private void whole(String path, String body, String trace) throws IOException {
        var began = System.nanoTime();
        var response = send(request(path, body, trace).build(), trace);
        if (response == null) {
            return;
        }
        if (response.statusCode() == 200) {
            ledger.complete(trace, cost(JSON.readTree(response.body())));
        } else {
            refused(response, trace, began);
        }
    }

    private void stream(String path, String body, String trace, String end) throws IOException {
        var began = System.nanoTime();
        var sent = Instant.now();
        ledger.sent();
        try {
            var response =
                    baton.http()
                            .send(
                                    request(path, body, trace).build(),
                                    BodyHandlers.ofInputStream());
            try (var in = response.body()) {
                var text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
                if (response.statusCode() != 200) {
                    refused(response.statusCode(), text, trace, began);
                } else if (text.contains(end)) {
                    ledger.complete(trace, -1);
                } else if (text.contains("event: message.failed") || text.contains("\"error\"")) {
                    ledger.failed(trace);
                } else {
                    ledger.broken(trace, sent);
                }
            }
        } catch (IOException e) {
            broke(trace, sent);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** True when it was answered under its key. */
    private boolean keyed(String key, String body, String trace) throws IOException {
        var began = System.nanoTime();
        var request =
                request("/api/v1/messages", body, trace).header("Idempotency-Key", key).build();
        var response = send(request, trace);
        if (response == null) {
            return false;
        }
        if (response.statusCode() == 200) {
            var replayed = response.headers().firstValue("Idempotent-Replayed").isPresent();
            var answer = JSON.readTree(response.body());
            ledger.complete(replayed ? answer.path("trace_id").asString() : trace, cost(answer));
            return true;
        }
        if (response.statusCode() != 409) {
            refused(response, trace, began);
            return false;
        }
        // In flight still, as far as the server can know, unless it was interrupted too often.
        return response.body().contains("idempotency_key_interrupted");
    }

    private void chase(String key, String body) {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                if (keyed(key, body, newTrace())) {
                    chased.remove(key);
                    return;
                }
            } catch (RuntimeException | IOException e) {
                ledger.fault("caller: " + e);
            }
            LockSupport.parkNanos(AWHILE.multipliedBy(5).toNanos());
        }
    }

    private void later(String body, String trace) throws IOException {
        var began = System.nanoTime();
        var request =
                request("/api/v1/messages", body, trace).header("Prefer", "respond-async").build();
        var response = send(request, trace);
        if (response == null) {
            return;
        }
        if (response.statusCode() == 202) {
            ledger.accepted(trace);
        } else {
            refused(response, trace, began);
        }
    }

    private HttpRequest.Builder request(String path, String body, String trace)
            throws IOException {
        return baton.request(path)
                .header("traceparent", "00-" + trace + "-" + trace.substring(16) + "-01")
                .timeout(TIMEOUT)
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    private @Nullable HttpResponse<String> send(HttpRequest request, String trace) {
        var sent = Instant.now();
        ledger.sent();
        try {
            return baton.http().send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            broke(trace, sent);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return null;
    }

    private void broke(String trace, Instant sent) {
        ledger.broken(trace, sent);
        LockSupport.parkNanos(AWHILE.toNanos());
    }

    private void refused(HttpResponse<String> response, String trace, long began) {
        refused(response.statusCode(), response.body(), trace, began);
    }

    private void refused(int status, String body, String trace, long began) {
        ledger.refused(trace, status, Duration.ofNanos(System.nanoTime() - began));
        if (status != 503 && status != 429) {
            ledger.fault(status + " " + body);
        }
        LockSupport.parkNanos(AWHILE.toNanos());
    }

    private static long cost(JsonNode answer) {
        var amount = answer.path("cost").path("amount");
        return amount.isMissingNode()
                ? -1
                : new BigDecimal(amount.asString()).movePointRight(9).longValueExact();
    }

    private static String newTrace() {
        var id = UUID.randomUUID();
        return HexFormat.of().toHexDigits(id.getMostSignificantBits())
                + HexFormat.of().toHexDigits(id.getLeastSignificantBits());
    }
}
