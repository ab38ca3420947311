package dev.baton.access;

import dev.baton.platform.Ids;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Requests whose bodies name something by its id. */
final class IdBodies {

    /**
     * @param field record and component that holds the id; a note where the body is no record
     * @param json with a place for the id; null for a form
     * @param parameter of a form; others may stand before it, with their values
     */
    record Body(
            String field,
            HttpMethod method,
            String path,
            String kind,
            @Nullable String json,
            @Nullable String parameter) {

        Map<String, String> form(String id) {
            var form = new LinkedHashMap<String, String>();
            for (var field : String.valueOf(parameter).split("&")) {
                var given = field.split("=", 2);
                form.put(given[0], given.length > 1 ? given[1] : id);
            }
            return form;
        }

        String nothing() {
            return Ids.next().toString();
        }
    }

    static final List<Body> ALL =
            List.of(
                    json(
                            "AgentRequest.sharedWith",
                            "/api/v1/agents",
                            "tenant",
                            "{\"name\":\"sharing\",\"kind\":\"echo\",\"shared_with\":[\"%s\"]}"),
                    json(
                            "configuration of a prompt agent: prompt",
                            "/api/v1/agents",
                            "prompt",
                            "{\"name\":\"asking\",\"kind\":\"prompt\",\"configuration\":{\"prompt\":\"%s\"}}"),
                    json(
                            "configuration of a prompt agent: connection",
                            "/api/v1/agents",
                            "connection",
                            "{\"name\":\"asking\",\"kind\":\"prompt\",\"configuration\":{\"connection\":\"%s\"}}"),
                    json(
                            "TriggerRequest.workflow",
                            "/api/v1/triggers",
                            "workflow",
                            "{\"name\":\"beginning\",\"workflow\":\"%s\",\"webhook\":{}}"),
                    json(
                            "RunEnd.workflow",
                            "/api/v1/triggers",
                            "workflow",
                            "{\"name\":\"then\",\"workflow\":\"x\",\"run_end\":{\"workflow\":\"%s\"}}"),
                    json(
                            "message: agent",
                            "/api/v1/messages",
                            "agent",
                            "{\"agent\":\"%s\",\"input\":\"hello\"}"),
                    json(
                            "chat completion: model",
                            "/v1/chat/completions",
                            "agent",
                            "{\"model\":\"%s\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}"),
                    new Body(
                            "SharingFields.tenants",
                            HttpMethod.POST,
                            "/agents",
                            "tenant",
                            null,
                            "kind=echo&name=sharing&sharing.offered=true&sharing.tenants"),
                    new Body(
                            "tenant switch: tenant",
                            HttpMethod.POST,
                            "/session/tenant",
                            "tenant",
                            null,
                            "tenant"),
                    bulk("/agents", "agent", "disable"),
                    bulk("/keys", "key", "revoke"),
                    bulk("/users", "account", "remove"),
                    bulk("/webhooks", "webhook", "pause"),
                    json(
                            "RunBulkRequest.ids",
                            "/api/v1/runs/bulk",
                            "run",
                            "{\"action\":\"cancel\",\"ids\":[\"%s\"]}"),
                    json(
                            "RunFilterJson.agent",
                            "/api/v1/runs/bulk",
                            "agent",
                            "{\"action\":\"cancel\",\"filter\":{\"agent\":\"%s\"},\"expect\":0}"),
                    json(
                            "RunFilterJson.workflow",
                            "/api/v1/runs/bulk",
                            "workflow",
                            "{\"action\":\"cancel\",\"filter\":{\"workflow\":\"%s\"},\"expect\":0}"),
                    json(
                            "RunFilterJson.parent",
                            "/api/v1/runs/bulk",
                            "run",
                            "{\"action\":\"cancel\",\"filter\":{\"parent\":\"%s\"},\"expect\":0}"),
                    json(
                            "RunFilterJson.correlationId",
                            "/api/v1/runs/bulk",
                            "correlation",
                            "{\"action\":\"cancel\",\"filter\":{\"correlation_id\":\"%s\"},\"expect\":0}"),
                    task("/runs/new", "workflow"),
                    task("/runs/new", "draft"),
                    task("/runs/new/sample", "draft"),
                    task("/runs", "workflow"),
                    bulk("/runs", "run", "cancel"),
                    bulk("/messages/given-up", "message", "again"),
                    bulk("/tenants", "tenant", "suspend"));

    private IdBodies() {}

    private static Body bulk(String list, String kind, String action) {
        return new Body(
                "BulkRequest.id",
                HttpMethod.POST,
                list + "/bulk",
                kind,
                null,
                "action=" + action + "&confirmed=true&id");
    }

    private static Body task(String path, String source) {
        return new Body(
                "TaskForm.workflow",
                HttpMethod.POST,
                path,
                "workflow",
                null,
                "source=" + source + "&workflow");
    }

    private static Body json(String field, String path, String kind, String json) {
        return new Body(field, HttpMethod.POST, path, kind, json, null);
    }
}
