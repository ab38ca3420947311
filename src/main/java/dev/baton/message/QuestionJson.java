package dev.baton.message;

import dev.baton.platform.trace.Trace;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** How a question is kept in its message's row, and read again when it is answered later. */
final class QuestionJson {

    private static final TypeReference<Map<String, Object>> VARIABLES = new TypeReference<>() {};

    private QuestionJson() {}

    /**
     * A question and what its caller called the request.
     *
     * @param correlation the trace's id when the caller had no name for it
     */
    record Kept(Question question, String correlation) {}

    static String write(Question question, JsonMapper json) {
        return write(question, null, json);
    }

    static String write(Question question, @Nullable String correlation, JsonMapper json) {
        var node = json.createObjectNode();
        if (correlation != null && !correlation.equals(question.trace().traceId())) {
            node.put("correlation", correlation);
        }
        if (question.agent() != null) {
            node.put("agent", question.agent());
        }
        if (question.capability() != null) {
            node.put("capability", question.capability());
        }
        if (!question.variables().isEmpty()) {
            node.set("variables", json.valueToTree(question.variables()));
        }
        node.set("body", question.body());
        return json.writeValueAsString(node);
    }

    static Kept read(Message message, JsonMapper json) {
        var node = json.readTree(message.request());
        return new Kept(
                question(message, node, json),
                node.path("correlation").asString(message.traceId()));
    }

    private static Question question(Message message, JsonNode node, JsonMapper json) {
        var variables = node.path("variables");
        return new Question(
                message.id(),
                message.entrance(),
                node.path("agent").asStringOpt().orElse(null),
                node.path("capability").asStringOpt().orElse(null),
                variables.isObject() ? json.convertValue(variables, VARIABLES) : Map.of(),
                (ObjectNode) node.path("body"),
                new Trace(message.traceId(), Trace.start().spanId(), true),
                message.createdAt());
    }
}
