package dev.baton.trigger.web;

import static dev.baton.trigger.web.TriggerForm.text;

import dev.baton.platform.json.JsonValues;
import dev.baton.platform.web.ApiCall;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What a program would send in place of the form, as far as it is filled in. */
final class TriggerScript {

    private TriggerScript() {}

    /**
     * @param endWorkflow id of the workflow whose end makes it fire; null where it is not known yet
     */
    static ApiCall of(@Nullable UUID id, TriggerForm form, @Nullable UUID endWorkflow) {
        var body = new LinkedHashMap<String, @Nullable Object>();
        body.put("name", text(form.name()));
        body.put("workflow", text(form.workflow()));
        if (text(form.workflowVersion()).matches("[0-9]{1,6}")) {
            body.put("workflow_version", Integer.valueOf(text(form.workflowVersion())));
        }
        if (!text(form.title()).isEmpty()) {
            body.put("title", text(form.title()));
        }
        if (!text(form.input()).isEmpty() && form.hasReadableInput()) {
            body.put("input", JsonValues.object(text(form.input())));
        }
        var kind = String.valueOf(form.kind());
        body.put(kind, settings(kind, form, endWorkflow));
        return id == null
                ? ApiCall.of("POST", "/api/v1/triggers", body)
                : ApiCall.of("PUT", "/api/v1/triggers/" + id, body);
    }

    private static Map<String, Object> settings(
            String kind, TriggerForm form, @Nullable UUID endWorkflow) {
        var settings = new LinkedHashMap<String, Object>();
        switch (kind) {
            case "event" -> {
                settings.put("type", text(form.eventType()));
                if (!text(form.filter()).isEmpty()) {
                    settings.put("filter", text(form.filter()));
                }
            }
            case "run_end" -> {
                settings.put("workflow", endWorkflow == null ? "" : endWorkflow.toString());
                settings.put("on", form.ends() == null ? List.of() : form.ends());
            }
            case "webhook" -> {
                settings.put("signature", text(form.signature()));
                if (text(form.perMinute()).matches("[0-9]{1,4}")) {
                    settings.put("per_minute", Integer.valueOf(text(form.perMinute())));
                }
            }
            default -> {
                settings.put("cron", text(form.cron()));
                settings.put("zone", text(form.zone()));
                settings.put("overlap", text(form.overlap()));
                if (!text(form.until()).isEmpty()) {
                    settings.put("until", text(form.until()));
                }
            }
        }
        return settings;
    }
}
