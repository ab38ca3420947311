package dev.baton.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@code baton ask}: a question and its answer, as it comes. */
@Command(
        name = "ask",
        description = "Asks an agent and prints the answer as it comes.",
        mixinStandardHelpOptions = true)
final class Ask implements Callable<Integer> {

    private static final String MESSAGES = "/api/v1/messages";

    @Mixin private Server server;
    @Mixin private Printed printed;

    @Parameters(
            arity = "0..1",
            paramLabel = "TEXT",
            description = "The question; without it, or with -, standard input.")
    private @Nullable String text;

    @Option(
            names = {"-a", "--agent"},
            paramLabel = "NAME",
            description = "Name or id of the agent; else the one that fits best.")
    private @Nullable String agent;

    @Option(
            names = {"-c", "--capability"},
            paramLabel = "NAME",
            description = "What the agent must be able to do.")
    private @Nullable String capability;

    @Option(
            names = {"-v", "--var"},
            paramLabel = "NAME=VALUE",
            description = {
                "A variable of the agent's prompt; may be repeated.",
                "NAME:=VALUE gives one that is no text as JSON."
            })
    private Map<String, String> variables = new TreeMap<>();

    @Option(names = "--later", description = "Prints the id at once; the answer is fetched later.")
    private boolean later;

    @Option(
            names = "--idempotency-key",
            paramLabel = "KEY",
            description = "The same key and question are answered once.")
    private String key = UUID.randomUUID().toString();

    @SuppressWarnings("NullAway.Init")
    Ask() {}

    @Override
    public Integer call() throws IOException, NotDone {
        var question = question();
        if (later) {
            var accepted = server.post(MESSAGES, question, key, "Prefer", "respond-async");
            printed.line(printed.isJson() ? accepted.toString() : accepted.path("id").asString());
            return Exit.DONE;
        }
        if (printed.isJson()) {
            var answered = server.post(MESSAGES, question, key);
            printed.out().println(answered);
            return Ended.of(answered);
        }
        Events.read(server.stream(MESSAGES, question.put("stream", true), key), this::tell);
        printed.line("");
        return Exit.DONE;
    }

    private boolean tell(String type, JsonNode data) throws NotDone {
        switch (type) {
            case "message.delta" ->
                    printed.words(data.at("/choices/0/delta/content").asString(""));
            case "message.failed" -> throw NotDone.failed(data);
            default -> {}
        }
        return type.equals("message.completed");
    }

    private ObjectNode question() throws IOException {
        var question = JsonMapper.shared().createObjectNode().put("input", input());
        if (agent != null) {
            question.put("agent", agent);
        }
        if (capability != null) {
            question.put("capability", capability);
        }
        if (!variables.isEmpty()) {
            var given = question.putObject("variables");
            variables.forEach((name, value) -> give(given, name, value));
        }
        return question;
    }

    private void give(ObjectNode given, String name, String value) {
        if (!name.endsWith(":")) {
            given.put(name, value);
            return;
        }
        try {
            given.set(name.substring(0, name.length() - 1), JsonMapper.shared().readTree(value));
        } catch (JacksonException notJson) {
            throw server.usage("Not JSON: " + value);
        }
    }

    private String input() throws IOException {
        return text == null || text.equals("-")
                ? new String(System.in.readAllBytes(), StandardCharsets.UTF_8)
                : text;
    }
}
