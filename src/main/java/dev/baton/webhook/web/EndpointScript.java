package dev.baton.webhook.web;

import dev.baton.platform.web.ApiCall;
import dev.baton.webhook.EndpointHeader;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a program would send in place of the form: the smallest endpoint there is, or the form's
 * settings in place of the present ones. Secret headers keep their values, so none is shown.
 */
final class EndpointScript {

    private static final String EXAMPLE =
            "{\"url\":\"https://example.com/webhooks\",\"events\":[\"message.completed\"]}";

    private EndpointScript() {}

    /** @param page of the endpoint, or of all for a new one */
    static ApiCall of(String page, EndpointForm form) {
        var path = "/api/v1" + page;
        return form.version() == null
                ? new ApiCall("POST", path, EXAMPLE)
                : ApiCall.of("PUT", path, settings(form));
    }

    private static Map<String, Object> settings(EndpointForm form) {
        var settings = form.settings();
        var rules = settings.rules();
        var body = new LinkedHashMap<String, Object>();
        body.put("url", settings.url());
        body.put("description", settings.description());
        body.put("events", settings.patterns());
        body.put("headers", settings.headers().stream().map(EndpointScript::header).toList());
        if (rules.perSecond() != null) {
            body.put("per_second", rules.perSecond());
        }
        body.put("timeout_seconds", rules.timeout().toSeconds());
        if (rules.orderingKey() != null) {
            body.put("ordering_key", rules.orderingKey());
        }
        body.put("retry_plan", rules.retryPlan());
        return body;
    }

    private static Map<String, Object> header(EndpointHeader header) {
        var body = new LinkedHashMap<String, Object>();
        body.put("name", header.name());
        if (!header.secret()) {
            body.put("value", header.value());
        }
        body.put("secret", header.secret());
        return body;
    }
}
