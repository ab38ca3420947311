package dev.baton.model.demo;

import dev.baton.model.Tokens;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * What the model says in one choice, in the pieces in which it streams.
 *
 * @param tool name of the tool that it calls; then the pieces are the arguments
 * @param finishReason as OpenAI names it
 */
record Saying(@Nullable String tool, List<String> pieces, String finishReason) {

    /** Cuts what should be said where the caller wants it to end. */
    static Saying of(
            @Nullable String tool,
            String text,
            List<String> stops,
            long maxTokens,
            Effort effort) {
        effort.write(text.length());
        var kept = tool == null ? untilStop(text, stops, effort) : text;
        var pieces = Tokens.split(kept);
        if (pieces.size() > maxTokens) {
            return new Saying(tool, pieces.subList(0, (int) maxTokens), "length");
        }
        return new Saying(tool, pieces, tool == null ? "stop" : "tool_calls");
    }

    String text() {
        return String.join("", pieces);
    }

    private static String untilStop(String text, List<String> stops, Effort effort) {
        var end = text.length();
        for (var stop : stops) {
            effort.search(stop.length(), text.length());
            var found = stop.isEmpty() ? -1 : text.indexOf(stop);
            end = found < 0 ? end : Math.min(end, found);
        }
        return text.substring(0, end);
    }
}
