package dev.baton.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** D12: the same thing wanted many times at once. */
@Tag("drill")
class SameKeyDrillTests {

    private static final int AT_ONCE = Figures.load(200);
    private static final int EDITS = Figures.load(50);
    private static final String MESSAGE = "{\"agent\":\"%s\",\"input\":\"once\"}";

    @Test
    void whatIsWantedManyTimesAtOnceHappensOnce() throws Exception {
        try (var provider = new Provider();
                var baton = new BatonProcess(Path.of("target", "drill-D12"), "", provider)) {
            baton.start();
            var slow = sameKey(baton, "slow", "");
            var later = sameKey(baton, "quick", "respond-async");
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> Books.open(baton).get("work").equals(0L));
            var calls = provider.calls().values().stream().mapToInt(List::size).sum();
            var edits = edits(baton);
            Figures.record(
                    "D12",
                    SameKeyDrillTests.class,
                    "%d POSTs at once under one key, answered at once and later; %d edits of one version at once"
                            .formatted(AT_ONCE, EDITS),
                    "1 call, 1 message; the same bytes for all; 1 edit",
                    "%d calls for 2 keys; answers %s and %s, %d and %d distinct bodies; edits %s"
                            .formatted(
                                    calls,
                                    statuses(slow),
                                    statuses(later),
                                    bodies(slow, 200),
                                    bodies(later, 202),
                                    statuses(edits)));
            assertThat(calls).isEqualTo(2);
            assertThat(statuses(slow).keySet()).isSubsetOf(200, 409);
            assertThat(statuses(later).keySet()).isSubsetOf(202, 409);
            assertThat(bodies(slow, 200)).isEqualTo(1);
            assertThat(bodies(later, 202)).isEqualTo(1);
            assertThat(statuses(edits)).containsEntry(200, 1L);
            assertThat(statuses(edits).keySet()).isSubsetOf(200, 409, 412);
        }
    }

    /** All at once, and all again when the first has been answered. */
    private static List<HttpResponse<String>> sameKey(
            BatonProcess baton, String agent, String preference) throws Exception {
        var request =
                baton.request("/api/v1/messages")
                        .header("Idempotency-Key", "the only " + agent)
                        .header("Prefer", preference)
                        .POST(BodyPublishers.ofString(MESSAGE.formatted(agent)))
                        .build();
        var seen = new ArrayList<>(atOnce(baton, request, AT_ONCE));
        var again = atOnce(baton, request, AT_ONCE);
        assertThat(again).allMatch(each -> each.statusCode() / 100 == 2);
        assertThat(again)
                .allMatch(each -> each.headers().firstValue("Idempotent-Replayed").isPresent());
        seen.addAll(again);
        return seen;
    }

    private static List<HttpResponse<String>> edits(BatonProcess baton) throws Exception {
        var list =
                baton.http()
                        .send(
                                baton.request("/api/v1/agents?limit=1").GET().build(),
                                BodyHandlers.ofString());
        var id =
                JsonMapper.shared()
                        .readTree(list.body())
                        .path("data")
                        .path(0)
                        .path("agent_id")
                        .asString();
        var agent =
                baton.http()
                        .send(
                                baton.request("/api/v1/agents/" + id).GET().build(),
                                BodyHandlers.ofString());
        var version = agent.headers().firstValue("ETag").orElseThrow();
        var edit =
                baton.request("/api/v1/agents/" + id)
                        .header("If-Match", version)
                        .method(
                                "PATCH",
                                BodyPublishers.ofString("{\"metadata\":{\"rate_limit\":4711}}"))
                        .build();
        return atOnce(baton, edit, EDITS);
    }

    private static List<HttpResponse<String>> atOnce(
            BatonProcess baton, HttpRequest request, int times) throws Exception {
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<HttpResponse<String>> call =
                    () -> baton.http().send(request, BodyHandlers.ofString());
            var responses = new ArrayList<HttpResponse<String>>();
            for (var done : callers.invokeAll(Collections.nCopies(times, call))) {
                responses.add(done.get());
            }
            return responses;
        }
    }

    private static Map<Integer, Long> statuses(List<HttpResponse<String>> responses) {
        return responses.stream()
                .collect(
                        Collectors.groupingBy(HttpResponse::statusCode, Collectors.counting()));
    }

    private static long bodies(List<HttpResponse<String>> responses, int status) {
        return responses.stream()
                .filter(each -> each.statusCode() == status)
                .map(HttpResponse::body)
                .distinct()
                .count();
    }
}
