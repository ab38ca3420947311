package dev.baton.webhook.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.event.EventLog;
import dev.baton.event.EventType;
import dev.baton.event.NewEvent;
import dev.baton.platform.database.RetryingTransactions;
import dev.baton.tenant.TenantId;
import java.util.Map;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A program of a tenant that calls the API of webhooks, and the events it hears of. */
record WebhookCaller(
        TenantId tenant,
        String token,
        MockMvcTester mvc,
        EventLog events,
        RetryingTransactions transactions,
        JsonMapper json) {

    static final String ROOT = "/api/v1/webhooks";

    /** The path of a new endpoint that wants to hear of agents. */
    String create(String url) {
        return create(url, "[]");
    }

    /** The same with headers of its own, as JSON. */
    String create(String url, String headers) {
        var created =
                post(
                        ROOT,
                        "{\"url\":\"%s\",\"events\":[\"agent.*\"],\"headers\":%s}"
                                .formatted(url, headers));
        assertThat(created).hasStatus(201);
        return ROOT + "/" + body(created).path("id").asString();
    }

    void append(String type) {
        transactions.run(
                () ->
                        events.append(
                                new NewEvent(
                                        tenant,
                                        EventType.publicly(type),
                                        tenant.value(),
                                        Map.of("name", "assistant"),
                                        null)));
    }

    MvcTestResult get(String path) {
        return exchange(HttpMethod.GET, path, null, token);
    }

    MvcTestResult post(String path, String body) {
        return exchange(HttpMethod.POST, path, body, token);
    }

    MvcTestResult put(String path, String body, String ifMatch) {
        var request =
                mvc.put()
                        .uri(path)
                        .header("Authorization", "Bearer " + token)
                        .contentType("application/json")
                        .content(body);
        if (ifMatch != null) {
            request.header("If-Match", ifMatch);
        }
        return request.exchange();
    }

    MvcTestResult exchange(HttpMethod method, String path, String body, String bearer) {
        var request = mvc.method(method).uri(path).header("Authorization", "Bearer " + bearer);
        if (body != null && !body.isEmpty()) {
            request.contentType("application/json").content(body);
        }
        return request.exchange();
    }

    JsonNode body(MvcTestResult result) {
        return json.readTree(result.getResponse().getContentAsByteArray());
    }
}
