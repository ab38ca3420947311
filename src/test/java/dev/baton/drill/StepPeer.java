package dev.baton.drill;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;

/**
 * Does the work of steps outside Baton and keeps its own book of it: {@code /run/step}, or a model
 * that is asked {@code run/step}. A step whose name begins with {@code flaky} fails at first, one
 * that begins with {@code slow} takes its time, one that begins with {@code held} waits for {@link
 * #release}.
 */
public final class StepPeer implements AutoCloseable {

    private static final int SLOW_MILLIS = 400;
    private static final String MODEL = "/chat/completions";
    private static final Pattern QUESTION = Pattern.compile("\"(\\w+)/(\\w+)\"");
    private static final String SAID =
            """
            {"id": "chatcmpl-drill", "object": "chat.completion", "created": 1750000000, "model": "drill",
             "choices": [{"index": 0, "message": {"role": "assistant", "content": "1"},
                          "finish_reason": "stop"}],
             "usage": {"prompt_tokens": 12, "completion_tokens": 4, "total_tokens": 16}}
            """;

    /**
     * A request as it came.
     *
     * @param number its place among all
     */
    public record Asked(long number, String step, String key) {}

    private final HttpServer server;
    private final Map<String, List<Asked>> book = new ConcurrentHashMap<>();
    private final AtomicLong numbers = new AtomicLong();
    private final CountDownLatch released = new CountDownLatch(1);

    public StepPeer() throws IOException {
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 1_000);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** What a run asked for, as it came. */
    public List<Asked> of(String run) {
        return List.copyOf(book.getOrDefault(run, List.of()));
    }

    /** Lets the steps go on that are held, and all that come after them. */
    public void release() {
        released.countDown();
    }

    long count() {
        return numbers.get();
    }

    private void answer(HttpExchange exchange) throws IOException {
        var path = exchange.getRequestURI().getPath();
        var key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
        var question = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        var isModel = path.equals(MODEL);
        var wanted = isModel ? wanted(question) : path.substring(1).split("/");
        var asked = new Asked(numbers.incrementAndGet(), wanted[1], String.valueOf(key));
        var before = note(wanted[0], asked);
        if (asked.step().startsWith("slow")) {
            pause();
        } else if (asked.step().startsWith("held")) {
            hold();
        }
        var status = asked.step().startsWith("flaky") && before == 0 ? 503 : 200;
        var body = (isModel ? SAID : "{\"n\": 1}").getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static String[] wanted(String question) {
        var found = QUESTION.matcher(question);
        if (!found.find()) {
            throw new IllegalStateException("No run asks so: " + question);
        }
        return new String[] {found.group(1), found.group(2)};
    }

    /** How often the same step was asked for before. */
    private long note(String run, Asked asked) {
        var all = book.computeIfAbsent(run, _ -> new CopyOnWriteArrayList<>());
        var before = all.stream().filter(one -> one.step().equals(asked.step())).count();
        all.add(asked);
        return before;
    }

    /** A step that takes its time is the work itself. */
    private static void pause() {
        LockSupport.parkNanos(SLOW_MILLIS * 1_000_000L);
    }

    private void hold() throws InterruptedIOException {
        try {
            released.await();
        } catch (InterruptedException e) {
            throw new InterruptedIOException();
        }
    }

    @Override
    public void close() {
        release();
        server.stop(0);
    }
}
