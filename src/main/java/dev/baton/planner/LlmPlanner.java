package dev.baton.planner;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;

import dev.baton.agent.Agent;
import dev.baton.agent.PreparedCall;
import dev.baton.ledger.Entrance;
import dev.baton.message.AttemptEnd;
import dev.baton.message.MessageDesk;
import dev.baton.message.Question;
import dev.baton.message.Reply;
import dev.baton.model.Answer;
import dev.baton.model.CallFailed;
import dev.baton.platform.Ids;
import dev.baton.platform.commit.CommitRecord;
import dev.baton.platform.problem.Problem;
import dev.baton.platform.trace.CurrentTrace;
import dev.baton.platform.trace.Trace;
import dev.baton.selection.Strategy;
import dev.baton.tenant.Actor;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Lets an agent take a task apart. What it answers is checked like anybody's graph; it is told what
 * is wrong and may repair it twice.
 */
@Component
class LlmPlanner {

    /** What an agent that plans can do. */
    static final String CAPABILITY = "plan";

    private static final int ATTEMPTS = 3;
    private static final int MOST_STEPS = 30;
    private static final int MOST_TOLD = 10;

    private static final JsonMapper JSON = new JsonMapper();

    private static final String SCHEMA =
            """
            {"type": "object", "additionalProperties": false, "required": ["steps"],
             "properties": {"steps": {"type": "array", "minItems": 1, "maxItems": %d, "items": {
               "type": "object", "additionalProperties": false,
               "required": ["id", "instruction", "after"],
               "properties": {
                 "id": {"type": "string", "pattern": "^[a-z][a-z0-9_]{0,39}$"},
                 "instruction": {"type": "string", "minLength": 1, "maxLength": 4000},
                 "capability": {"type": ["string", "null"]},
                 "approval": {"type": "boolean"},
                 "after": {"type": "array", "items": {"type": "string"}, "uniqueItems": true}}}}}}
            """
                    .formatted(MOST_STEPS);

    private static final Schema CHECK =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(JSON.readTree(SCHEMA));

    private static final String RULES =
            """
            You split a task into steps for agents. Answer with JSON alone, of this schema:
            %s
            "after" names the steps whose results a step needs; steps that need nothing of each \
            other run at the same time. "capability" is one of: %s; or null for any agent. \
            "approval": true makes a step at which a person agrees to what those before it made, \
            before those after it go on; its instruction says to what. \
            Write each instruction in the language of the task so that it can be followed without \
            the others. Use as few steps as the task needs. What matters most: %s.\
            """;

    private final MessageDesk desk;
    private final Clock clock;

    LlmPlanner(MessageDesk desk, Clock clock) {
        this.desk = desk;
        this.clock = clock;
    }

    /**
     * @param steps empty when no plan came of it
     * @param repairs how often it was told what is wrong
     * @param why no plan came of it; null where one did
     */
    record Planned(List<DraftStep> steps, int repairs, @Nullable String why) {}

    /**
     * @param check what is wrong with a graph of these steps; empty when it can be run
     */
    Planned plan(
            Actor by,
            ReadTask task,
            Strategy strategy,
            Set<String> capabilities,
            Function<List<DraftStep>, List<String>> check) {
        var body = JSON.createObjectNode();
        var messages = body.putArray("messages");
        say(
                messages,
                "system",
                RULES.formatted(SCHEMA.strip(), String.join(", ", capabilities), strategy.wire()));
        say(messages, "user", task.text());
        body.putObject("response_format").put("type", "json_object");
        var trace = CurrentTrace.here();
        List<String> findings = List.of();
        for (var attempt = 0; attempt < ATTEMPTS; attempt++) {
            var answer = new Captured();
            try {
                desk.attempt(by, question(body, trace), 1, false, answer);
            } catch (Problem refused) {
                return new Planned(List.of(), attempt, refused.code());
            }
            if (answer.text == null) {
                return new Planned(List.of(), attempt, answer.failure);
            }
            var steps = new ArrayList<DraftStep>();
            findings = read(answer.text, capabilities, steps);
            if (findings.isEmpty()) {
                findings = check.apply(steps);
            }
            if (findings.isEmpty()) {
                return new Planned(List.copyOf(steps), attempt, null);
            }
            say(messages, "assistant", answer.text);
            say(
                    messages,
                    "user",
                    "This cannot be used. Repair it and answer with the whole JSON again:\n- "
                            + String.join("\n- ", findings.stream().limit(MOST_TOLD).toList()));
        }
        return new Planned(List.of(), ATTEMPTS - 1, findings.getFirst());
    }

    private Question question(ObjectNode body, Trace trace) {
        return new Question(
                Ids.next(),
                Entrance.RUN,
                null,
                CAPABILITY,
                Map.of(),
                body.deepCopy(),
                trace.child(),
                clock.instant());
    }

    private static void say(ArrayNode messages, String role, String words) {
        messages.addObject().put("role", role).put("content", words);
    }

    /** What is wrong; the steps are only complete when nothing is. */
    private static List<String> read(
            String answer, Set<String> capabilities, List<DraftStep> steps) {
        JsonNode json;
        try {
            json = JSON.readTree(unfenced(answer));
        } catch (JacksonException malformed) {
            return List.of("It is no JSON.");
        }
        var findings =
                new ArrayList<>(
                        CHECK.validate(json).stream()
                                .map(it -> it.getInstanceLocation() + ": " + it.getMessage())
                                .toList());
        if (!findings.isEmpty()) {
            return findings;
        }
        for (var step : json.path("steps")) {
            var capability = step.path("capability").asString("");
            if (!capability.isEmpty() && !capabilities.contains(capability)) {
                findings.add(
                        "%s: no agent has the capability %s."
                                .formatted(step.path("id").asString(), capability));
            }
            var after = new ArrayList<String>();
            step.path("after").forEach(each -> after.add(each.asString()));
            var instruction = step.path("instruction").asString();
            steps.add(
                    new DraftStep(
                            step.path("id").asString(),
                            step.path("approval").asBoolean(false)
                                    ? TaskType.APPROVE
                                    : TaskType.ANSWER,
                            Decomposer.escaped(instruction),
                            instruction,
                            capability.isEmpty() ? null : capability,
                            List.copyOf(after),
                            false,
                            null));
        }
        return findings;
    }

    /** Many models put JSON into a block of code, whatever they are told. */
    private static String unfenced(String answer) {
        var begin = answer.indexOf('{');
        var end = answer.lastIndexOf('}');
        return begin < 0 || end < begin ? answer : answer.substring(begin, end + 1);
    }

    /** Keeps the answer's text, or why there is none. */
    private static final class Captured implements AttemptEnd {

        private @Nullable String text;
        private String failure = "no_answer";

        @Override
        public boolean begin(Agent agent, Instant chosenAt, PreparedCall call) {
            return true;
        }

        @Override
        public @Nullable CommitRecord answered(Answer answer, Reply reply) {
            text =
                    answer.body()
                            .path("choices")
                            .path(0)
                            .path("message")
                            .path("content")
                            .asString("");
            return null;
        }

        @Override
        public @Nullable CommitRecord failed(CallFailed call, long costNanos) {
            failure = call.reason().name().toLowerCase(Locale.ROOT);
            return null;
        }
    }
}
