package dev.baton.drill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.drill.FaultyProvider.Fault;
import dev.baton.drill.FaultyProvider.Outcome;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** D6: everything that goes wrong at a provider, for a plain call, a stream and a stream of tools. */
@Tag("drill")
class ProviderFaultDrillTests {

    private static final Duration DEADLINE = Duration.ofSeconds(10);
    private static final Duration GRACE = Duration.ofSeconds(5);
    private static final int MOST_ATTEMPTS = 3;

    private enum Mode {
        PLAIN(""),
        STREAM(",\"stream\":true"),
        TOOL(
                ",\"stream\":true,\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"look\","
                        + "\"parameters\":{\"type\":\"object\"}}}]");

        private final String fields;

        Mode(String fields) {
            this.fields = fields;
        }
    }

    /** What a caller saw of one fault. */
    private record Seen(
            Fault fault, Mode mode, int status, String body, Duration took, int asked) {

        private boolean isAnswer() {
            return status == 200
                    && (mode == Mode.PLAIN || body.contains("data: [DONE]"))
                    && !body.contains("\"error\"");
        }

        /** What is wrong with it, one word each. */
        private List<String> faults() {
            var faults = new ArrayList<String>();
            if (took.compareTo(DEADLINE.plus(GRACE)) > 0) {
                faults.add("hang");
            }
            if (status == 500) {
                faults.add("500");
            }
            if (isAnswer() != (fault.outcome() == Outcome.ANSWER)) {
                faults.add(isAnswer() ? "clean end" : "no answer");
            }
            if (fault.outcome() == Outcome.FAILURE && asked != 1
                    || asked < 1
                    || asked > MOST_ATTEMPTS) {
                faults.add("asked " + asked + " times");
            }
            return faults.stream().map(each -> fault + " " + mode + ": " + each).toList();
        }
    }

    @Test
    void noFaultOfAProviderHangsOrPassesForAnAnswer() throws Exception {
        try (var provider = new FaultyProvider();
                var baton =
                        new BatonProcess(Path.of("target", "drill-D6"), "", provider.url());
                var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            baton.start();
            // A failing agent is soon avoided; the first call wakes up what is lazy.
            ask(baton, provider, Fault.NONE, Mode.PLAIN);
            var calls =
                    Arrays.stream(Fault.values())
                            .flatMap(
                                    fault ->
                                            Stream.of(Mode.values())
                                                    .map(
                                                            mode ->
                                                                    (Callable<Seen>)
                                                                            () ->
                                                                                    ask(
                                                                                            baton,
                                                                                            provider,
                                                                                            fault,
                                                                                            mode)))
                            .toList();
            var seen = new ArrayList<Seen>();
            for (var done : callers.invokeAll(calls)) {
                seen.add(done.get());
            }
            var faults = seen.stream().flatMap(each -> each.faults().stream()).toList();
            Figures.record(
                    "D6",
                    ProviderFaultDrillTests.class,
                    "%d faults × plain, stream, tool".formatted(Fault.values().length),
                    "0 hangs past the deadline; 0 × 500; no clean end of a bad answer; repeated only"
                            + " after 408, 409, 429, 5xx and connect; Retry-After of an hour not slept",
                    "%d calls; amiss %d %s; the longest took %s of %s; repeated: %s"
                            .formatted(
                                    seen.size(),
                                    faults.size(),
                                    faults,
                                    Figures.seconds(
                                            Figures.percentile(
                                                    seen.stream().map(Seen::took).toList(), 100)),
                                    Figures.seconds(DEADLINE),
                                    seen.stream()
                                            .filter(each -> each.asked() > 1)
                                            .map(Seen::fault)
                                            .distinct()
                                            .toList()));
            assertThat(faults).isEmpty();
        }
    }

    private static Seen ask(BatonProcess baton, FaultyProvider provider, Fault fault, Mode mode)
            throws IOException, InterruptedException {
        var question = "fault:" + fault + " " + mode;
        var before = provider.asked(question);
        var body =
                "{\"model\":\"faulty\",\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]%s}"
                        .formatted(question, mode.fields);
        var began = System.nanoTime();
        var response =
                baton.http()
                        .send(
                                baton.request("/v1/chat/completions")
                                        .timeout(Duration.ofSeconds(60))
                                        .POST(BodyPublishers.ofString(body))
                                        .build(),
                                BodyHandlers.ofString());
        return new Seen(
                fault,
                mode,
                response.statusCode(),
                response.body(),
                Duration.ofNanos(System.nanoTime() - began),
                provider.asked(question) - before);
    }
}
