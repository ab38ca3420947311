package dev.baton.prompt;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A caller's messages in OpenAI's form: what is asked, and where a template goes among them. */
public final class Dialogue {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final ArrayNode messages;
    private final int question;

    public Dialogue(ArrayNode messages) {
        this.messages = messages;
        this.question = lastOfUser(messages);
    }

    /** Text of the last user message; its pictures and files are not part of it. */
    public Optional<String> question() {
        return question < 0 ? Optional.empty() : Optional.of(text(messages.get(question)));
    }

    ArrayNode with(PromptTemplate template, Map<String, ?> values) {
        var rendered = template.render(values(template, values));
        return asks(template) ? askedAs(rendered) : introducedBy(rendered);
    }

    /** The values, with the question as {@code input} where the template declares that. */
    Map<String, ?> values(PromptTemplate template, Map<String, ?> given) {
        if (!asks(template)) {
            return given;
        }
        if (given.get(PromptVariable.INPUT) != null) {
            throw VariablesRefused.twice(PromptVariable.INPUT);
        }
        var all = new LinkedHashMap<String, Object>(given);
        all.put(PromptVariable.INPUT, question().orElseThrow());
        return all;
    }

    private boolean asks(PromptTemplate template) {
        return question >= 0 && template.content().declares(PromptVariable.INPUT);
    }

    private ArrayNode introducedBy(List<PromptMessage> rendered) {
        var result = JSON.arrayNode();
        rendered.forEach(message -> result.add(json(message)));
        return result.addAll(messages);
    }

    private ArrayNode askedAs(List<PromptMessage> rendered) {
        var result = JSON.arrayNode();
        rendered.stream().takeWhile(Dialogue::isSystem).forEach(each -> result.add(json(each)));
        var asking = rendered.stream().dropWhile(Dialogue::isSystem).map(Dialogue::json).toList();
        for (var i = 0; i < messages.size(); i++) {
            if (i == question) {
                result.addAll(withAttachments(asking));
            } else {
                result.add(messages.get(i));
            }
        }
        return result;
    }

    /** Pictures and files of the question stay with it: the template only replaces its text. */
    private List<ObjectNode> withAttachments(List<ObjectNode> asking) {
        var attachments =
                messages.get(question)
                        .path("content")
                        .valueStream()
                        .filter(part -> part.isObject() && !isText(part))
                        .toList();
        if (attachments.isEmpty()) {
            return asking;
        }
        for (var message : asking.reversed()) {
            if (isUser(message)) {
                var text = JSON.objectNode().put("type", "text").put("text", text(message));
                message.set("content", JSON.arrayNode().add(text).addAll(attachments));
                return asking;
            }
        }
        var alone = JSON.objectNode().put("role", PromptRole.USER.wire());
        alone.set("content", JSON.arrayNode().addAll(attachments));
        return Stream.concat(asking.stream(), Stream.of(alone)).toList();
    }

    private static int lastOfUser(ArrayNode messages) {
        for (var i = messages.size() - 1; i >= 0; i--) {
            if (isUser(messages.get(i))) {
                return i;
            }
        }
        return -1;
    }

    private static boolean isUser(JsonNode message) {
        return message.path("role").asString("").equals("user");
    }

    private static boolean isSystem(PromptMessage message) {
        return message.role() == PromptRole.SYSTEM;
    }

    private static boolean isText(JsonNode part) {
        return part.path("type").asString("").equals("text");
    }

    private static String text(JsonNode message) {
        var content = message.path("content");
        if (!content.isArray()) {
            return content.asString("");
        }
        return content.valueStream()
                .filter(Dialogue::isText)
                .map(part -> part.path("text").asString(""))
                .collect(Collectors.joining("\n"));
    }

    private static ObjectNode json(PromptMessage message) {
        return JSON.objectNode().put("role", message.role().wire()).put("content", message.text());
    }
}
