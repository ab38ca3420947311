package dev.baton.platform.problem;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** The JSON of an error, in our form (RFC 9457) or in OpenAI's. */
final class ProblemDocument {

    static final String TYPE = "urn:baton:problem:";

    private ProblemDocument() {}

    static Map<String, Object> ours(
            ProblemFacts facts, String title, String instance, String traceId) {
        var document = new LinkedHashMap<String, Object>();
        document.put("type", TYPE + facts.code());
        document.put("title", title);
        document.put("status", facts.status());
        document.put("detail", facts.detail());
        document.put("code", facts.code());
        document.put("instance", instance);
        document.put("trace_id", traceId);
        if (!facts.fields().isEmpty()) {
            document.put("errors", facts.fields());
        }
        facts.extensions().forEach(document::putIfAbsent);
        return document;
    }

    static Map<String, Object> openAi(ProblemFacts facts) {
        var error = new HashMap<String, Object>();
        error.put("message", facts.detail());
        error.put("type", openAiType(facts.status()));
        error.put("param", facts.fields().isEmpty() ? null : facts.fields().getFirst().field());
        error.put("code", facts.code());
        return Map.of("error", error);
    }

    private static String openAiType(int status) {
        return switch (status) {
            case 401 -> "authentication_error";
            case 402 -> "insufficient_quota";
            case 403 -> "permission_error";
            case 404 -> "not_found_error";
            case 429 -> "rate_limit_error";
            default -> status >= 500 ? "server_error" : "invalid_request_error";
        };
    }
}
