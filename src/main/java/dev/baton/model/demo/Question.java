package dev.baton.model.demo;

import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What the conversation says to somebody who reads it as simply as the demo model does.
 *
 * @param instructions the system's first words, empty if none
 * @param text what the user wrote last
 * @param results what tools answered since then
 */
record Question(String instructions, String text, List<Result> results) {

    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,9}(\\.\\d{1,6})?");
    private static final Pattern NAME = Pattern.compile("(?<=\\s)\\p{Lu}[\\p{L}\\p{M}-]{1,40}");
    private static final int READ = 4_000;

    /** Nothing said quotes more of a text than this. */
    private static final int KEPT = 2 * Texts.LONGEST;

    /** The answer of one tool. */
    record Result(String tool, String text) {}

    static Question of(JsonNode messages) {
        var instructions = "";
        var text = "";
        var results = new ArrayList<Result>();
        var called = new HashMap<String, String>();
        for (var message : messages) {
            var content = content(message.path("content"));
            switch (message.path("role").asString("")) {
                case "system", "developer" ->
                        instructions = instructions.isEmpty() ? content : instructions;
                case "user" -> {
                    text = content;
                    results.clear();
                }
                case "tool" -> {
                    var id = message.path("tool_call_id").asString("");
                    results.add(new Result(called.getOrDefault(id, "tool"), content));
                }
                default -> addCalls(message, called);
            }
        }
        return new Question(instructions, text, List.copyOf(results));
    }

    /** The first number in the text. */
    Optional<String> number() {
        var match = NUMBER.matcher(beginning());
        return match.find() ? Optional.of(match.group()) : Optional.empty();
    }

    /** A word that looks like a name: capitalised, and not the first. */
    Optional<String> name() {
        var match = NAME.matcher(beginning());
        var last = Optional.<String>empty();
        while (match.find()) {
            last = Optional.of(match.group());
        }
        return last;
    }

    boolean mentions(String word) {
        return !word.isBlank() && beginning().toLowerCase().contains(word.toLowerCase());
    }

    /** How much of the text is looked at for words, names and numbers. */
    int read() {
        return Math.min(text.length(), READ);
    }

    private String beginning() {
        return beginning(text, READ);
    }

    private static String beginning(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most);
    }

    private static void addCalls(JsonNode message, Map<String, String> called) {
        for (var call : message.path("tool_calls")) {
            called.putIfAbsent(
                    call.path("id").asString(""), call.path("function").path("name").asString(""));
        }
    }

    private static String content(JsonNode content) {
        if (content.isString()) {
            return beginning(content.stringValue(), KEPT);
        }
        var text = new StringBuilder();
        for (var part : content) {
            text.append(part.path("text").asString(""));
        }
        return beginning(text.toString(), KEPT);
    }
}
