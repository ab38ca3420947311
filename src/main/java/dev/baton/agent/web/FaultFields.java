package dev.baton.agent.web;

import dev.baton.agent.AgentFault;

import org.jspecify.annotations.Nullable;
import org.springframework.validation.BindingResult;

import java.util.List;
import java.util.Map;

/** Shows what is wrong with an agent at the field of the form that it is about. */
final class FaultFields {

    /** The one number that need not be whole. */
    private static final String COST = "limits.cost";

    /** Where the fields of a request stand in the form. */
    private static final Map<String, String> FIELDS =
            Map.ofEntries(
                    Map.entry("kind", "kind"),
                    Map.entry("name", "name"),
                    Map.entry("capabilities", "capabilities"),
                    Map.entry("metadata.description", "description"),
                    Map.entry("metadata.version", "release"),
                    Map.entry("metadata.max_concurrent_tasks", "limits.maxConcurrentTasks"),
                    Map.entry("metadata.rate_limit", "limits.rateLimit"),
                    Map.entry("metadata.cost_per_request", COST),
                    Map.entry("timeout_seconds", "limits.timeout"),
                    Map.entry("retries", "limits.retries"),
                    Map.entry("configuration.connection_id", "prompt.model"),
                    Map.entry("configuration.model", "prompt.model"),
                    Map.entry("configuration.prompt_id", "prompt.template"),
                    Map.entry("configuration.prompt_version", "prompt.version"),
                    Map.entry("configuration.parameters", "prompt.parameters"),
                    Map.entry("configuration.max_output_tokens", "prompt.maxOutputTokens"),
                    Map.entry("configuration.url", "http.url"),
                    Map.entry("configuration.health_url", "http.healthUrl"),
                    Map.entry("configuration.stream", "http.stream"),
                    Map.entry("configuration.secret_header", "http.secretHeader"),
                    Map.entry("configuration.secret", "http.secret"),
                    Map.entry("configuration.signing_secret", "http.signingSecret"));

    private FaultFields() {}

    static void show(List<AgentFault> faults, BindingResult errors) {
        for (var fault : faults) {
            var field = FIELDS.get(fault.field());
            var key = key(fault, field);
            var arguments = fault.arguments().toArray();
            if (field == null) {
                errors.reject(key, arguments, fault.sentence());
            } else if (!errors.hasFieldErrors(field)) {
                errors.rejectValue(field, key, arguments, fault.sentence());
            }
        }
    }

    /** Why an address is refused is worded where addresses are checked. */
    private static String key(AgentFault fault, @Nullable String field) {
        return fault.code().equals("address_refused")
                ? "outgoing.refusal." + fault.arguments().getFirst()
                : "agent.fault." + (COST.equals(field) ? "cost_" : "") + fault.code();
    }
}
