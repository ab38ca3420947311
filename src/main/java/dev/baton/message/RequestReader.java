package dev.baton.message;

import dev.baton.agent.AgentSettings;
import dev.baton.ledger.Entrance;
import dev.baton.platform.Ids;
import dev.baton.platform.problem.BadInput;
import dev.baton.platform.problem.FieldProblem;
import dev.baton.platform.trace.Trace;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import org.springframework.stereotype.Component;

/**
 * Reads the body of a question. Baton's own fields are taken out; what remains is passed on
 * unchanged as the chat completion request.
 */
@Component
public class RequestReader {

    private static final TypeReference<Map<String, Object>> MAP = new TypeReference<>() {};

    private final JsonMapper json;

    RequestReader(JsonMapper json) {
        this.json = ExactJson.of(json);
    }

    /** A question, and whether its answer is wanted piece by piece. */
    public record Read(Question question, boolean stream) {}

    /** Baton's own form: {@code {"agent", "capability", "input" | "messages", "variables", …}}. */
    public Read message(byte[] bytes, Entrance entrance, Trace trace, Instant now) {
        var body = object(bytes);
        var agent = agent(body, "agent");
        var capability = capability(body);
        var variables = variables(body);
        var stream = flag(body, "stream");
        takeInput(body);
        requireMessages(body);
        return new Read(
                new Question(
                        Ids.next(), entrance, agent, capability, variables, body, trace, now),
                stream);
    }

    /** OpenAI's chat completions; {@code model} names the agent. */
    public Read chatCompletion(byte[] bytes, Trace trace, Instant now) {
        var body = object(bytes);
        var agent = agent(body, "model");
        if (agent == null) {
            throw invalid("model", "required", "name an agent");
        }
        var stream = flag(body, "stream");
        var variables = variables(body);
        requireMessages(body);
        return new Read(
                new Question(
                        Ids.next(),
                        Entrance.CHAT_COMPLETIONS,
                        agent,
                        null,
                        variables,
                        body,
                        trace,
                        now),
                stream);
    }

    /** The request that asks one thing. */
    public ObjectNode ask(String input) {
        var body = json.createObjectNode();
        var message = body.putArray("messages").addObject();
        message.put("role", "user").put("content", input);
        return body;
    }

    private ObjectNode object(byte[] bytes) {
        JsonNode node;
        try {
            node = json.readTree(bytes);
        } catch (JacksonException malformed) {
            throw unreadable(malformed);
        }
        if (!(node instanceof ObjectNode body)) {
            throw new BadInput("malformed_json", "The body must be a JSON object.");
        }
        if (mentionsSurrogates(bytes) && hasHalfCharacter(node.toString())) {
            throw new BadInput("malformed_json", "A text ends in the middle of a character.");
        }
        return body;
    }

    /** Never quotes what was sent. */
    private static BadInput unreadable(JacksonException malformed) {
        if (malformed instanceof StreamConstraintsException) {
            return new BadInput(
                    "json_limit",
                    "The JSON is nested too deeply, has too many values, or a text, name or number"
                            + " in it is too long.");
        }
        var at = malformed.getLocation();
        var where =
                at == null
                        ? "somewhere."
                        : "line %d, column %d.".formatted(at.getLineNr(), at.getColumnNr());
        return String.valueOf(malformed.getOriginalMessage()).startsWith("Duplicate")
                ? new BadInput("duplicate_field", "A field is there twice: " + where)
                : new BadInput("malformed_json", "The body is not JSON: " + where);
    }

    /** Only an escape can smuggle in half of a surrogate pair, which no UTF-8 can carry on. */
    private static boolean mentionsSurrogates(byte[] bytes) {
        for (var i = 0; i + 2 < bytes.length; i++) {
            if (bytes[i] == '\\' && bytes[i + 1] == 'u' && (bytes[i + 2] | 0x20) == 'd') {
                return true;
            }
        }
        return false;
    }

    private static boolean hasHalfCharacter(String text) {
        return text.codePoints()
                .anyMatch(
                        point ->
                                point >= Character.MIN_SURROGATE
                                        && point <= Character.MAX_SURROGATE);
    }

    private static @Nullable String text(ObjectNode body, String field) {
        var value = body.remove(field);
        if (value == null || value.isNull()) {
            return null;
        }
        if (!value.isString() || value.stringValue().isBlank()) {
            throw invalid(field, "wrong_type", "must be a non-empty text");
        }
        return value.stringValue();
    }

    /** What is asked for is written down with every decision, so it has to be short. */
    private static @Nullable String agent(ObjectNode body, String field) {
        var agent = text(body, field);
        if (agent != null && agent.length() > AgentSettings.LONGEST_NAME) {
            throw invalid(
                    field, "too_long", "at most " + AgentSettings.LONGEST_NAME + " characters");
        }
        return agent;
    }

    private static @Nullable String capability(ObjectNode body) {
        var capability = text(body, "capability");
        if (capability != null && !AgentSettings.isCapability(capability)) {
            throw invalid(
                    "capability",
                    "capability_refused",
                    "at most 64 lower-case letters, digits, dots, colons, hyphens or underscores");
        }
        return capability;
    }

    private static boolean flag(ObjectNode body, String field) {
        var value = body.remove(field);
        if (value == null || value.isNull()) {
            return false;
        }
        if (!value.isBoolean()) {
            throw invalid(field, "wrong_type", "must be true or false");
        }
        return value.booleanValue();
    }

    private Map<String, Object> variables(ObjectNode body) {
        var value = body.remove("variables");
        if (value == null || value.isNull()) {
            return Map.of();
        }
        if (!value.isObject()) {
            throw invalid("variables", "wrong_type", "must be an object");
        }
        return new HashMap<>(json.convertValue(value, MAP));
    }

    private void takeInput(ObjectNode body) {
        var input = body.remove("input");
        if (input == null || input.isNull()) {
            return;
        }
        if (body.has("messages")) {
            throw invalid("input", "ambiguous", "give either input or messages");
        }
        if (!input.isString()) {
            throw invalid("input", "wrong_type", "must be a text");
        }
        var message = json.createObjectNode();
        message.put("role", "user").set("content", input);
        body.putArray("messages").add(message);
    }

    private static void requireMessages(ObjectNode body) {
        var messages = body.path("messages");
        if (messages.isMissingNode() || messages.isNull()) {
            throw invalid("messages", "required", "give input or at least one message");
        }
        if (!messages.isArray()) {
            throw invalid("messages", "wrong_type", "must be an array");
        }
        if (messages.isEmpty()) {
            throw invalid("messages", "required", "at least one message");
        }
        for (var index = 0; index < messages.size(); index++) {
            if (!messages.get(index).isObject()) {
                throw invalid("messages[" + index + "]", "wrong_type", "must be an object");
            }
            if (!messages.get(index).path("role").isString()) {
                throw invalid("messages[" + index + "].role", "required", "must be a text");
            }
        }
    }

    private static BadInput invalid(String field, String code, String message) {
        return new BadInput(
                "invalid_request",
                field + ": " + message + ".",
                new FieldProblem(field, code, message));
    }
}
