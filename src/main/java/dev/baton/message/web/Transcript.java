package dev.baton.message.web;

import dev.baton.message.Message;
import dev.baton.message.MessageStatus;
import dev.baton.platform.web.ProblemWords;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads a kept message as a conversation. What was said is shown as text, never as markup. */
@Component
class Transcript {

    /** One contribution: who, and what as text. */
    record Turn(String role, String text) {}

    /**
     * @param whole whether all that was said is kept
     * @param problem why there is no answer, in the viewer's language where there are words for it
     * @param detail what is known beyond that
     * @param raw the kept answer, indented
     */
    record View(
            List<Turn> turns,
            @Nullable Turn answer,
            boolean whole,
            @Nullable String problem,
            @Nullable String detail,
            String request,
            @Nullable String raw) {}

    private final JsonMapper json;
    private final ProblemWords problems;

    Transcript(JsonMapper json, ProblemWords problems) {
        this.json = json;
        this.problems = problems;
    }

    View of(Message message) {
        // What is kept was let in once; the limits for callers do not count again.
        var stored = JsonMapper.shared();
        var request = stored.readTree(message.request());
        var kept = message.answer() == null ? null : stored.readTree(message.answer());
        var failed = message.status() == MessageStatus.FAILED;
        var refused = failed ? kept : null;
        var problem = refused == null ? null : told(refused);
        var detail = refused == null ? "" : refused.path("detail").asString("");
        var turns = new ArrayList<Turn>();
        request.path("body").path("messages").forEach(one -> turns.add(turn(one)));
        return new View(
                turns,
                kept == null || failed || !isWhole(kept) ? null : turn(answer(kept)),
                isWhole(request) && (kept == null || isWhole(kept)),
                problem,
                detail.isBlank() || detail.equals(problem) ? null : detail,
                indented(request),
                kept == null ? null : indented(kept));
    }

    private static boolean isWhole(JsonNode kept) {
        return !kept.has(Message.NOT_KEPT);
    }

    private static JsonNode answer(JsonNode completion) {
        return completion.path("choices").path(0).path("message");
    }

    /** The figures are in the detail. */
    private String told(JsonNode problem) {
        return problems.of(problem.path("code").asString(""))
                .orElse(problem.path("detail").asString(""));
    }

    private Turn turn(JsonNode message) {
        var role = message.path("role").asString("assistant");
        var content = message.path("content");
        if (content.isString()) {
            return new Turn(role, content.stringValue());
        }
        if (content.isArray()) {
            var text = new StringBuilder();
            content.forEach(
                    part -> text.append(part.path("text").asString(part.toString())).append('\n'));
            return new Turn(role, text.toString().strip());
        }
        return message.has("tool_calls")
                ? new Turn(role, indented(message.path("tool_calls")))
                : new Turn(role, "");
    }

    private String indented(JsonNode node) {
        return json.writerWithDefaultPrettyPrinter().writeValueAsString(node);
    }
}
