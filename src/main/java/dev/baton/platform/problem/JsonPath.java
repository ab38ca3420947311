package dev.baton.platform.problem;

import tools.jackson.core.JacksonException;

/** Where in a JSON document something is: {@code messages[0].content}. */
final class JsonPath {

    private JsonPath() {}

    static String of(JacksonException failure) {
        var path = new StringBuilder();
        for (var step : failure.getPath()) {
            if (step.getPropertyName() == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(step.getPropertyName());
            }
        }
        return path.toString();
    }

    /**
     * A Java path as the API writes it: {@code toolCalls[0].maxTokens} is {@code
     * tool_calls[0].max_tokens}.
     */
    static String ofJava(String path) {
        var wire = new StringBuilder();
        for (var i = 0; i < path.length(); i++) {
            var character = path.charAt(i);
            if (Character.isUpperCase(character)) {
                wire.append('_').append(Character.toLowerCase(character));
            } else {
                wire.append(character);
            }
        }
        return wire.toString();
    }
}
