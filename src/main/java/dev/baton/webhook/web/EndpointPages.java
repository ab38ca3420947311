package dev.baton.webhook.web;

import dev.baton.platform.web.Choice;
import dev.baton.tenant.TenantId;
import dev.baton.webhook.EndpointFilter;
import dev.baton.webhook.RetryPlan;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.ModelAndView;

/** What pages about endpoints need besides the endpoints: the form and the list's filter. */
@Component
class EndpointPages {

    private final EventPicker events;
    private final MessageSource messages;

    EndpointPages(EventPicker events, MessageSource messages) {
        this.events = events;
        this.messages = messages;
    }

    /** What the list can be narrowed to. */
    List<Choice> states(Locale locale) {
        return EndpointFilter.STATES.stream()
                .map(state -> choice(state, "webhook.status." + state, locale))
                .toList();
    }

    /** What the values of the form are called, where they are not what a person typed. */
    Map<String, List<Choice>> names(Locale locale) {
        var plans =
                Stream.concat(
                                RetryPlan.PRESETS.stream().map(RetryPlan::text),
                                Stream.of(EndpointForm.OWN_WAITS))
                        .map(plan -> choice(plan, "webhook.retry." + plan, locale))
                        .toList();
        var none = Stream.of(choice("", "webhook.ordering.none", locale));
        return Map.of(
                "ordering", Stream.concat(none, orderings(locale).stream()).toList(),
                "retryPlan", plans,
                "headers.secret", List.of(choice("true", "webhook.headers.secret", locale)));
    }

    /** What deliveries can be kept in order by. */
    private List<Choice> orderings(Locale locale) {
        return Stream.of("endpoint", "subject", EndpointForm.FIELD)
                .map(key -> choice(key, "webhook.ordering." + key, locale))
                .toList();
    }

    private Choice choice(String value, String key, Locale locale) {
        return Choice.of(value, messages.getMessage(key, null, locale));
    }

    /** @param address where the form is sent to, and whither leaving it leads */
    ModelAndView form(
            String address, EndpointForm form, HttpStatus status, TenantId tenant, Locale locale) {
        return new ModelAndView("webhook/form", status)
                .addObject("form", form)
                .addObject("script", EndpointScript.of(address, form))
                .addObject("everything", events.everything(locale))
                .addObject("groups", events.groups(locale))
                .addObject("examples", events.examples(tenant, locale))
                .addObject("plans", RetryPlan.PRESETS)
                .addObject("orderings", orderings(locale))
                .addObject("address", address);
    }
}
