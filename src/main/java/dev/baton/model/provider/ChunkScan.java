package dev.baton.model.provider;

import dev.baton.model.TokenUsage;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;

import java.util.BitSet;

/**
 * What one walk over a chunk's text finds, without making a tree of it: this runs for every token
 * of every stream.
 *
 * @param error the provider's words, if it reports one
 * @param isUsageOnly whether it carries the usage and no piece of the answer
 */
record ChunkScan(@Nullable String error, @Nullable TokenUsage usage, boolean isUsageOnly) {

    private static final int MOST_CHOICES = 128;

    /**
     * @param text gets what the model wrote in this chunk
     * @param begun gets the index of every choice in it
     * @param finished gets the index of every choice that it gives a finish reason
     */
    static ChunkScan of(String json, StringBuilder text, BitSet begun, BitSet finished)
            throws NotAChunk {
        try (var parser = WireJson.MAPPER.createParser(json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new NotAChunk("a piece of it is not a JSON object.");
            }
            var walk = new Walk(parser, text, begun, finished);
            walk.chunk();
            if (parser.nextToken() != null) {
                throw new NotAChunk("something follows a piece of it.");
            }
            return new ChunkScan(walk.error, walk.usage, walk.hasUsage && !walk.hasChoices);
        }
    }

    /** Valid JSON that is no chunk of a chat completion. */
    static final class NotAChunk extends Exception {

        private NotAChunk(String message) {
            super(message, null, false, false);
        }

        @Override
        public String getMessage() {
            return String.valueOf(super.getMessage());
        }
    }

    private static final class Walk {

        private final JsonParser parser;
        private final StringBuilder text;
        private final BitSet begun;
        private final BitSet finished;
        private @Nullable String error;
        private @Nullable TokenUsage usage;
        private boolean hasUsage;
        private boolean hasChoices;

        private Walk(JsonParser parser, StringBuilder text, BitSet begun, BitSet finished) {
            this.parser = parser;
            this.text = text;
            this.begun = begun;
            this.finished = finished;
        }

        private void chunk() throws NotAChunk {
            for (var name = parser.nextName(); name != null; name = parser.nextName()) {
                var token = parser.nextToken();
                switch (name) {
                    case "choices" -> choices(token);
                    case "usage" -> {
                        if (token == JsonToken.START_OBJECT) {
                            hasUsage = true;
                            usage = OpenAiUsage.of(parser.<JsonNode>readValueAsTree()).orElse(null);
                        }
                    }
                    case "error" -> {
                        if (token != JsonToken.VALUE_NULL) {
                            error = Failures.errorWords(parser.<JsonNode>readValueAsTree());
                        }
                    }
                    default -> parser.skipChildren();
                }
            }
        }

        private void choices(JsonToken token) throws NotAChunk {
            if (token != JsonToken.START_ARRAY) {
                throw new NotAChunk("its choices are not a list.");
            }
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                if (parser.currentToken() != JsonToken.START_OBJECT) {
                    throw new NotAChunk("a choice is not an object.");
                }
                hasChoices = true;
                choice();
            }
        }

        private void choice() throws NotAChunk {
            var index = 0;
            var finishes = false;
            for (var name = parser.nextName(); name != null; name = parser.nextName()) {
                var token = parser.nextToken();
                switch (name) {
                    case "index" -> index = index(token);
                    case "finish_reason" ->
                            finishes =
                                    token == JsonToken.VALUE_STRING
                                            && !parser.getString().isEmpty();
                    case "delta" -> written(token);
                    default -> parser.skipChildren();
                }
            }
            begun.set(index);
            if (finishes) {
                finished.set(index);
            }
        }

        private int index(JsonToken token) throws NotAChunk {
            if (token != JsonToken.VALUE_NUMBER_INT) {
                throw new NotAChunk("the index of a choice is not a number.");
            }
            var index = parser.getLongValue();
            if (index < 0 || index >= MOST_CHOICES) {
                throw new NotAChunk("the index of a choice is out of range.");
            }
            return (int) index;
        }

        /**
         * Collects the words of the model: content, refusal, reasoning, tool names and arguments.
         */
        private void written(JsonToken first) {
            var depth = 0;
            var name = "";
            for (var token = first; ; token = parser.nextToken()) {
                switch (token) {
                    case START_OBJECT, START_ARRAY -> depth++;
                    case END_OBJECT, END_ARRAY -> depth--;
                    case PROPERTY_NAME -> name = parser.currentName();
                    case VALUE_STRING -> {
                        if (isWritten(name)) {
                            text.append(parser.getString());
                        }
                    }
                    default -> {}
                }
                if (depth == 0) {
                    return;
                }
            }
        }

        private static boolean isWritten(String name) {
            return switch (name) {
                case "role", "id", "type" -> false;
                default -> true;
            };
        }
    }
}
