package dev.baton.model.demo;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Decides what the demo model says to a request: it calls an offered tool once, fills a requested
 * format, and else says what it read and what it is.
 */
final class Speaker {

    private static final int QUOTED = 400;

    private final ObjectNode body;
    private final Question question;
    private final Effort effort;
    private @Nullable String example;

    Speaker(ObjectNode body, Effort effort) {
        this.body = body;
        this.effort = effort;
        this.question = Question.of(body.path("messages"));
    }

    /** The tool to call; empty when none is offered, none may be called or one has answered. */
    Optional<JsonNode> tool() {
        var choice = body.path("tool_choice");
        if (choice.asString("").equals("none") || !question.results().isEmpty()) {
            return Optional.empty();
        }
        var wanted = wantedNames(choice);
        var offered =
                body.path("tools")
                        .valueStream()
                        .map(tool -> tool.path("function"))
                        .filter(function -> !name(function).isEmpty())
                        .filter(function -> wanted.isEmpty() || wanted.contains(name(function)))
                        .toList();
        return offered.stream()
                .filter(this::isMentioned)
                .findFirst()
                .or(() -> offered.stream().findFirst());
    }

    String arguments(JsonNode function) {
        var schema = function.path("parameters");
        return schema.isObject() ? example(schema) : "{}";
    }

    /**
     * @param choice 0 for the first; later ones say so
     */
    String text(int choice) {
        var format = body.path("response_format");
        return switch (format.path("type").asString("text")) {
            case "json_schema" -> example(format.path("json_schema").path("schema"));
            case "json_object" -> someObject(choice);
            default -> prose() + (choice == 0 ? "" : "\n\n(choice " + (choice + 1) + ")");
        };
    }

    /** A request has one schema to fill, and every choice fills it in the same way. */
    private String example(JsonNode schema) {
        if (example == null) {
            example = new SchemaExample(schema, question, effort).make().toString();
        }
        return example;
    }

    private String someObject(int choice) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("model", DemoProvider.NAME)
                .put("question", quoted(question.text()))
                .put("answer", prose())
                .put("choice", choice + 1)
                .toString();
    }

    private String prose() {
        var said = new StringBuilder();
        for (var result : question.results()) {
            effort.write(result.tool().length());
            said.append("The tool ")
                    .append(result.tool())
                    .append(" answered: ")
                    .append(quoted(result.text()))
                    .append("\n\n");
        }
        said.append("You wrote: “").append(quoted(question.text())).append("”");
        if (!question.instructions().isBlank()) {
            said.append("\n\nMy instructions are: “")
                    .append(quoted(question.instructions()))
                    .append("”");
        }
        return said.append(
                        """


                        I am the demo model built into Baton: I think nothing up, ask no provider \
                        and say the same every time. Connect a provider to get real answers.\
                        """)
                .toString();
    }

    private static Set<String> wantedNames(JsonNode choice) {
        if (choice.path("type").asString("").equals("allowed_tools")) {
            return choice.path("allowed_tools")
                    .path("tools")
                    .valueStream()
                    .map(tool -> name(tool.path("function")))
                    .collect(Collectors.toSet());
        }
        var named = name(choice.path("function"));
        return named.isEmpty() ? Set.of() : Set.of(named);
    }

    private boolean isMentioned(JsonNode function) {
        effort.step(name(function).length());
        for (var word : name(function).split("[^\\p{L}\\p{N}]+|(?<=\\p{Ll})(?=\\p{Lu})")) {
            effort.search(word.length(), question.read());
            if (word.length() > 3 && question.mentions(word)) {
                return true;
            }
        }
        return false;
    }

    private static String name(JsonNode function) {
        return function.path("name").asString("");
    }

    private static String quoted(String text) {
        var line = text.strip();
        return line.length() <= QUOTED ? line : line.substring(0, QUOTED) + "…";
    }
}
