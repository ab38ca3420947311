package dev.baton.run;

import dev.baton.platform.json.JsonValues;
import dev.baton.run.engine.Effect;
import dev.baton.run.engine.StepOutcome;
import dev.baton.workflow.Action;
import dev.baton.workflow.Graph;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.JacksonException;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Ends attempts with samples just as the real ones would end: what does not fit fails. */
final class SampleOutcomes {

    private SampleOutcomes() {}

    /** Whether another agent is asked in the place of the one that failed. */
    static boolean isOther(Effect.Act act) {
        return act.arguments() instanceof Map<?, ?> given && given.containsKey("instead_of");
    }

    static StepOutcome of(Graph graph, Effect.Act act, Sample sample) {
        var unfit = ToolArguments.refusal(graph, act.action(), act.arguments());
        if (unfit != null) {
            return new StepOutcome.Failed(unfit, null, null, null);
        }
        var error = sample.error();
        if (error != null) {
            return failed(error.code(), error.message());
        }
        return switch (act.action()) {
            case Action.Agent agent -> answer(act, agent, sample.result());
            case Action.Http _, Action.UseTool _ -> response(sample.result());
            default -> new StepOutcome.Done(sample.result(), null, false);
        };
    }

    private static StepOutcome answer(Effect.Act act, Action.Agent agent, @Nullable Object sample) {
        var answer = new LinkedHashMap<String, @Nullable Object>();
        if (sample instanceof Map<?, ?> members) {
            members.forEach((name, value) -> answer.put(String.valueOf(name), value));
        } else {
            answer.put("text", text(sample));
        }
        answer.putIfAbsent("text", text(answer.get("json")));
        if (agent.schema() != null) {
            if (!answer.containsKey("json")) {
                try {
                    answer.put("json", JsonValues.value(text(answer.get("text"))));
                } catch (JacksonException malformed) {
                    return failed("answer_invalid", "The answer is no JSON.");
                }
            }
            var findings = JsonSchemas.findings(agent.schema(), answer.get("json"));
            if (!findings.isEmpty()) {
                return failed(
                        "answer_invalid",
                        "The answer does not fit its schema: " + findings.getFirst());
            }
        }
        var asked = act.arguments() instanceof Map<?, ?> given ? given.get("agent") : null;
        answer.putIfAbsent("agent", asked == null ? "sample" : asked);
        answer.putIfAbsent("model", "sample");
        answer.putIfAbsent("message_id", act.call().toString());
        answer.putIfAbsent("tokens_in", 0L);
        answer.putIfAbsent("tokens_out", 0L);
        answer.putIfAbsent("cost", "0");
        return new StepOutcome.Done(answer, null, false);
    }

    private static String text(@Nullable Object value) {
        return value instanceof String text ? text : JsonValues.mapper().writeValueAsString(value);
    }

    /** What says nothing of a response is its body. */
    private static StepOutcome response(@Nullable Object sample) {
        var response = new LinkedHashMap<String, @Nullable Object>();
        response.put("status", 200L);
        response.put("headers", Map.of());
        if (sample instanceof Map<?, ?> members
                && (members.containsKey("status") || members.containsKey("body"))) {
            response.put("body", null);
            members.forEach((name, value) -> response.put(String.valueOf(name), value));
        } else {
            response.put("body", sample);
        }
        var status = response.get("status") instanceof Number number ? number.longValue() : 200L;
        return status >= 200 && status < 300
                ? new StepOutcome.Done(response, null, false)
                : failed("http_" + status, "The answer has status " + status + ".");
    }

    /** Why people refuse; null when they agree. */
    static @Nullable StepError refusal(Graph graph, Effect.Ask ask, Sample sample) {
        var unfit = ToolArguments.refusal(graph, ask.action(), ask.arguments());
        if (unfit == null) {
            unfit = StepAmounts.refusal(ask.step(), ask.arguments());
        }
        if (unfit != null) {
            return unfit;
        }
        var error = sample.error();
        if (ask.action() instanceof Action.Approve) {
            if (error == null
                    && sample.result() instanceof Map<?, ?> answer
                    && Boolean.FALSE.equals(answer.get("approved"))) {
                return new StepError("approval_rejected", "The sample says no.");
            }
            return error;
        }
        return error != null && error.code().startsWith("approval_") ? error : null;
    }

    /** Who decided and what they said. */
    static Map<String, Object> answer(Effect.Ask ask, Sample sample) {
        var answer = new LinkedHashMap<String, Object>();
        answer.put("by", "");
        answer.put("comment", "");
        if (ask.action() instanceof Action.Approve && sample.result() instanceof Map<?, ?> given) {
            for (var name : List.of("by", "comment")) {
                var said = given.get(name);
                if (said != null) {
                    answer.put(name, said);
                }
            }
        }
        return answer;
    }

    private static StepOutcome failed(String code, String message) {
        return new StepOutcome.Failed(
                new StepError(code, message), FailureCodes.kind(code), null, null);
    }
}
