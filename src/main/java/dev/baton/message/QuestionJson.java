package dev.baton.message;

import dev.baton.platform.trace.Trace;
import java.util.Map;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** How a question is kept in its message's row, and read again when it is answered later. */
final class QuestionJson {

    private static final TypeReference<Map<String, Object>> VARIABLES = new TypeReference<>() {};

    private QuestionJson() {}

    static String write(Question question, JsonMapper json) {
        var node = json.createObjectNode();
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

    static Question read(Message message, JsonMapper json) {
        var node = json.readTree(message.request());
        var variables = node.path("variables");
        return new Question(
                message.id(),
                message.entrance(),
                node.path("agent").asStringOpt().orElse(null),
                node.path("capability").asStringOpt().orElse(null),
                variables.isObject() ? json.convertValue(variables, VARIABLES) : Map.of(),
                (ObjectNode) node.path("body"),
                Trace.of(message.traceId(), message.correlation()),
                message.createdAt());
    }
}
