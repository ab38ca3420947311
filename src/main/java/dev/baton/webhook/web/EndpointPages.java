package dev.baton.webhook.web;

import dev.baton.platform.web.Choice;
import dev.baton.tenant.TenantId;
import dev.baton.webhook.RetryPlan;
import java.util.List;
import java.util.Locale;
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
        return EndpointRow.STATES.stream()
                .map(
                        state ->
                                Choice.of(
                                        state,
                                        messages.getMessage(
                                                "webhook.status." + state, null, locale)))
                .toList();
    }

    /** What deliveries can be kept in order by. */
    private List<Choice> orderings(Locale locale) {
        return Stream.of("endpoint", "subject", EndpointForm.FIELD)
                .map(
                        key ->
                                Choice.of(
                                        key,
                                        messages.getMessage(
                                                "webhook.ordering." + key, null, locale)))
                .toList();
    }

    /** @param address where the form is sent to, and whither leaving it leads */
    ModelAndView form(
            String address, EndpointForm form, HttpStatus status, TenantId tenant, Locale locale) {
        return new ModelAndView("webhook/form", status)
                .addObject("form", form)
                .addObject("everything", events.everything(locale))
                .addObject("groups", events.groups(locale))
                .addObject("examples", events.examples(tenant, locale))
                .addObject("plans", RetryPlan.PRESETS)
                .addObject("orderings", orderings(locale))
                .addObject("address", address);
    }
}
