package dev.baton.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.baton.message.BatonClient;
import dev.baton.message.BatonClient.Answer;

import tools.jackson.databind.JsonNode;

import java.util.Set;

/** Begins tasks over the API and follows their runs; JSON in single quotes. */
public final class RunClient {

    private static final Set<String> ENDS = Set.of("completed", "failed", "cancelled", "timed_out");

    private final BatonClient client;

    public RunClient(BatonClient client) {
        this.client = client;
    }

    public Answer create(String task, String... headers) {
        return client.post("/api/v1/tasks", task, headers);
    }

    /** Begins a run of these steps with an input; its id. */
    public String begin(String steps, String input) {
        var answer = create("{'graph':{'steps':[" + steps + "]},'input':" + input + "}");
        assertThat(answer.status()).as(answer.text()).isEqualTo(202);
        return answer.json().path("id").asString();
    }

    /** Runs a graph to its end, which is told in the answer. */
    public JsonNode carryOut(String graph, String input) {
        var answer = create("{'graph':" + graph + ",'input':" + input + "}", "Prefer", "wait=40");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json();
    }

    /**
     * Publishes a workflow in its first version.
     *
     * @return its id
     */
    public String publish(String name, String graph) {
        var created =
                client.post("/api/v1/workflows", "{'name':'" + name + "','graph':" + graph + "}");
        assertThat(created.status()).as(created.text()).isEqualTo(201);
        var id = created.json().path("id").asString();
        publish(id);
        return id;
    }

    public void publishAgain(String workflow, String graph) {
        var saved = client.send("PUT", "/api/v1/workflows/" + workflow + "/draft", graph);
        assertThat(saved.status()).as(saved.text()).isEqualTo(200);
        publish(workflow);
    }

    private void publish(String workflow) {
        var published = client.post("/api/v1/workflows/" + workflow + "/versions", "{}");
        assertThat(published.status()).as(published.text()).isEqualTo(201);
    }

    public JsonNode get(String id) {
        return client.get("/api/v1/runs/" + id).json();
    }

    public JsonNode steps(String id) {
        return client.get("/api/v1/runs/" + id + "/steps?limit=200").json().path("data");
    }

    public JsonNode step(String id, String path) {
        for (var step : steps(id)) {
            if (step.path("path").asString().equals(path)) {
                return step;
            }
        }
        throw new AssertionError("No step " + path + " in " + steps(id));
    }

    public JsonNode state(String id) {
        return client.get("/api/v1/runs/" + id + "/state").json();
    }

    public JsonNode journal(String id) {
        return client.get("/api/v1/runs/" + id + "/journal?limit=200").json().path("data");
    }

    public Answer command(String id, String what, String body) {
        return client.post("/api/v1/runs/" + id + "/" + what, body);
    }

    public JsonNode awaitStatus(String id, String status) {
        await().until(() -> get(id).path("status").asString().equals(status));
        return get(id);
    }

    public JsonNode awaitEnd(String id) {
        await().until(() -> ENDS.contains(get(id).path("status").asString()));
        return get(id);
    }
}
