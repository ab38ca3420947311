package dev.baton.access;

import dev.baton.tenant.Requires;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What the variables of addresses stand for, and what else a request must hold to get that far. */
final class IdKinds {

    private record Kind(Pattern address, String variable, String kind) {}

    private static final List<Kind> KINDS =
            List.of(
                    kind("(/api/v1)?/webhooks.*", "delivery", "delivery"),
                    kind("(/api/v1)?/webhooks/\\{id}.*", "id", "webhook"),
                    kind("(/api/v1)?/deliveries/.*", "id", "delivery"),
                    kind("(/api/v1)?/agents/.*", "id", "agent"),
                    kind("(/api/v1)?/keys/.*", "id", "key"),
                    kind("(/api/v1)?/messages/.*", "id", "message"),
                    kind("/runs/\\{id}/output", "id", "ended run"),
                    kind("(/api/v1)?/runs/\\{id}/(comparison|replay)", "id", "replay"),
                    kind("(/api/v1)?/(runs|tasks)/.*", "id", "run"),
                    kind("(/api/v1)?/decisions/.*", "id", "decision"),
                    kind("(/api/v1)?/approvals/.*", "id", "approval"),
                    kind("(/api/v1)?/approvals/.*", "question", "question"),
                    kind("/approvals/handovers/.*", "handover", "handover"),
                    kind("(/api/v1)?/prompts/.*", "id", "prompt"),
                    kind("(/api/v1)?/workflows/.*", "id", "workflow"),
                    kind("(/api/v1)?/triggers/.*", "id", "trigger"),
                    kind("(/api/v1)?/(connections|providers)/.*", "id", "connection"),
                    kind("(/api/v1)?/(connections|providers)/.*", "model", "model"),
                    kind("(/api/v1)?/(agents|connections|providers)/.*", "tenant", "tenant"),
                    kind("(/api/v1)?/tenants/.*", "id", "tenant"),
                    kind("/users/invitations/.*", "id", "invitation"),
                    kind("/users/\\{account}.*", "account", "account"),
                    kind("/accounts/.*", "id", "account"),
                    kind("/views/.*", "id", "view"),
                    kind("/traces/.*", "id", "trace"),
                    kind("/api/v1/state/.*", "namespace", "namespace"),
                    kind("/api/v1/state/.*", "key", "state key"),
                    kind("/api/v1/locks/.*", "name", "lock"),
                    kind("/v1/models/.*", "name", "agent"));

    /** Variables that only mean something within another one. */
    private static final List<Kind> PARTS =
            List.of(kind("(/api/v1)?/(prompts|workflows)/\\{id}/.*", "number", "1"));

    /** Forms and bodies that are in order, so that only the id is wrong. */
    private static final Map<String, Map<String, String>> FORMS = forms();

    private IdKinds() {}

    private static Kind kind(String address, String variable, String kind) {
        return new Kind(Pattern.compile(address), variable, kind);
    }

    /** The kind of thing whose id stands there; a route with an unknown variable fails the test. */
    static String of(Route route, String variable) {
        return find(KINDS, route, variable)
                .or(() -> find(PARTS, route, variable))
                .map(Kind::kind)
                .orElseThrow(
                        () ->
                                new AssertionError(
                                        "Whose id is "
                                                + variable
                                                + " of "
                                                + route
                                                + "? Say it in IdKinds, and make one in"
                                                + " Possessions."));
    }

    static String ofParameter(String parameter) {
        return switch (parameter) {
            case "from" -> "agent";
            case "parent", "with" -> "run";
            default -> parameter;
        };
    }

    static boolean isPartOf(Route route, String variable) {
        return find(PARTS, route, variable).isPresent();
    }

    /** Some routes are for operators; who is none is refused before anything is looked up. */
    static boolean mayNotAskAtAll(Route route, int status) {
        return status == 403 && isForOperators(route);
    }

    static boolean isForOperators(Route route) {
        var requires = route.handler().getMethodAnnotation(Requires.class);
        return requires != null && requires.value().isPlatform();
    }

    static Map<String, String> form(Route route) {
        return FORMS.getOrDefault(route.toString(), Map.of());
    }

    static String body(Route route) {
        return switch (route.toString()) {
            case "PUT /api/v1/webhooks/{id}" ->
                    "{\"url\":\"http://127.0.0.1/other\",\"events\":[\"*\"]}";
            case "POST /api/v1/connections/{id}/prices" ->
                    "{\"model\":\"taken-over\",\"input\":1,\"output\":1}";
            case "POST /api/v1/runs/{id}/signals" -> "{\"name\":\"taken-over\"}";
            case "PUT /api/v1/runs/{id}/feedback" -> "{\"rating\":\"down\"}";
            case "PUT /api/v1/runs/{id}/priority" -> "{\"priority\":\"high\"}";
            case "PATCH /api/v1/runs/{id}/variables" -> "{\"taken\":\"over\"}";
            case "POST /api/v1/approvals/{id}/decision" ->
                    "{\"decision\":\"approve\",\"hash\":\"" + "0".repeat(64) + "\"}";
            case "POST /api/v1/approvals/{id}/change",
                    "POST /api/v1/approvals/{id}/change/preview" ->
                    "{\"arguments\":{\"amount\":1},\"hash\":\"%1$s\",\"new_hash\":\"%1$s\"}"
                            .formatted("0".repeat(64));
            case "POST /api/v1/approvals/{id}/questions" -> "{\"question\":\"Why?\"}";
            case "POST /api/v1/approvals/{id}/questions/{question}" -> "{\"answer\":\"So.\"}";
            case "PUT /api/v1/triggers/{id}" ->
                    "{\"name\":\"taken-over\",\"workflow\":\"x\",\"webhook\":{}}";
            case "POST /api/v1/triggers/{id}/backfill" ->
                    "{\"from\":\"2026-01-01T00:00:00Z\",\"to\":\"2026-01-02T00:00:00Z\"}";
            case "PATCH /api/v1/agents/{id}" -> "{\"name\":\"taken-over\"}";
            default -> "{}";
        };
    }

    private static java.util.Optional<Kind> find(List<Kind> kinds, Route route, String variable) {
        return kinds.stream()
                .filter(kind -> kind.variable().equals(variable))
                .filter(kind -> kind.address().matcher(route.pattern()).matches())
                .findFirst();
    }

    private static Map<String, Map<String, String>> forms() {
        var forms = new LinkedHashMap<String, Map<String, String>>();
        forms.put(
                "POST /webhooks/{id}",
                Map.of("url", "http://127.0.0.1/other", "events", "*", "version", "0"));
        forms.put(
                "POST /webhooks/{id}/deliveries/{delivery}/fix",
                Map.of("url", "http://127.0.0.1/other"));
        forms.put("POST /runs/{id}/signals", Map.of("name", "taken-over"));
        forms.put("POST /runs/{id}/feedback", Map.of("rating", "down"));
        forms.put("POST /runs/{id}/fork", Map.of("reason", "taken over"));
        forms.put("POST /runs/{id}/replay", Map.of("after", "agents"));
        forms.put("POST /runs/{id}/priority", Map.of("priority", "high"));
        forms.put(
                "POST /approvals/{id}/decision",
                Map.of("decision", "approve", "hash", "0".repeat(64)));
        forms.put(
                "POST /approvals/{id}/change",
                Map.of("arguments", "{\"amount\":1}", "hash", "0".repeat(64), "title", "Other"));
        forms.put("POST /approvals/{id}/questions", Map.of("question", "Why?"));
        forms.put("POST /approvals/{id}/questions/{question}", Map.of("answer", "So."));
        forms.put("POST /workflows/{id}/publication", Map.of("version", "0"));
        forms.put(
                "POST /triggers/{id}",
                Map.of(
                        "kind", "schedule",
                        "name", "taken-over",
                        "workflow", "x",
                        "cron", "0 7 * * *",
                        "zone", "UTC",
                        "overlap", "skip",
                        "version", "0"));
        forms.put("POST /users/{account}/role", Map.of("role", "EDITOR"));
        forms.put(
                "POST /prompts/{id}",
                Map.of(
                        "name", "Taken over",
                        "type", "CHAT",
                        "messages[0].role", "SYSTEM",
                        "messages[0].text", "Be rude.",
                        "base", "1"));
        return forms;
    }
}
