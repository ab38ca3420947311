package dev.baton.agent;

import dev.baton.model.Answer;
import dev.baton.model.AnswerStream;
import dev.baton.model.CallFailed;
import dev.baton.platform.Ids;
import dev.baton.platform.trace.Trace;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.TenantId;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Agents and calls for tests. */
public final class AgentFixtures {

    public static final JsonMapper JSON = JsonMapper.builder().build();

    /** The connection to the built-in model, which every tenant may use. */
    public static final String DEMO = "00000000-0000-7000-8000-000000000011";

    private AgentFixtures() {}

    /** JSON with single quotes. */
    public static ObjectNode json(String text) {
        return (ObjectNode) JSON.readTree(text.replace('\'', '"'));
    }

    public static ObjectNode nothing() {
        return JSON.createObjectNode();
    }

    /** A configuration that asks the built-in model. */
    public static ObjectNode demo() {
        return json(
                "{'connection_id': '%s', 'model': 'demo', 'max_output_tokens': 200}"
                        .formatted(DEMO));
    }

    public static NewAgent echo(String name, String... capabilities) {
        return new NewAgent("echo", settings(name, capabilities), nothing());
    }

    public static AgentSettings settings(String name, String... capabilities) {
        return with(AgentSettings.named(name), AgentLimits.DEFAULT, capabilities);
    }

    static AgentSettings limited(String name, AgentLimits limits) {
        return with(AgentSettings.named(name), limits);
    }

    private static AgentSettings with(
            AgentSettings settings, AgentLimits limits, String... capabilities) {
        return new AgentSettings(
                settings.name(),
                settings.description(),
                settings.release(),
                new TreeSet<>(Set.of(capabilities)),
                limits,
                settings.costPerRequest());
    }

    /** An agent outside the database. */
    static Agent agent(String kind, AgentLimits limits) {
        return agent(kind, limits, nothing(), Instant.EPOCH);
    }

    static Agent agent(String kind, AgentLimits limits, ObjectNode configuration, Instant now) {
        return new Agent(
                new AgentId(new TenantId(Ids.next()), Ids.next()),
                kind,
                limited("worker", limits),
                configuration,
                true,
                now);
    }

    public static Actor actor(TenantId tenant, Permission... permissions) {
        return Actor.account(tenant, Ids.next(), "ana@acme.example", Set.of(permissions));
    }

    /** A question with half a minute to answer it. */
    static AgentCall asking(TenantId caller, String question, Map<String, Object> variables) {
        return asking(caller, body(question), variables, Instant.now().plusSeconds(30));
    }

    static AgentCall asking(
            TenantId caller, ObjectNode body, Map<String, Object> variables, Instant deadline) {
        return new AgentCall(Ids.next(), caller, body, variables, Trace.start(), deadline);
    }

    static ObjectNode body(String question) {
        var body = JSON.createObjectNode();
        body.putArray("messages").addObject().put("role", "user").put("content", question);
        return body;
    }

    static String text(Answer answer) {
        return answer.body().at("/choices/0/message/content").asString();
    }

    /** Everything that a stream says, put together. */
    static String read(AnswerStream stream) throws CallFailed {
        var text = new StringBuilder();
        for (var chunk = stream.next(); chunk != null; chunk = stream.next()) {
            text.append(
                    JSON.readTree(chunk.json()).at("/choices/0/delta/content").asString(""));
        }
        return text.toString();
    }
}
