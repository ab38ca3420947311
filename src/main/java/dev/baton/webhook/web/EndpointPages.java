package dev.baton.webhook.web;

import dev.baton.tenant.TenantId;
import dev.baton.webhook.RetryPlan;
import java.util.Locale;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.ModelAndView;

/** The form of a new endpoint and of one that is edited. */
@Component
class EndpointPages {

    private final EventPicker events;

    EndpointPages(EventPicker events) {
        this.events = events;
    }

    /** @param address where the form is sent to, and whither leaving it leads */
    ModelAndView form(
            String address, EndpointForm form, HttpStatus status, TenantId tenant, Locale locale) {
        return new ModelAndView("webhook/form", status)
                .addObject("form", form)
                .addObject("everything", events.everything(locale))
                .addObject("groups", events.groups(locale))
                .addObject("examples", events.examples(tenant, locale))
                .addObject("waits", RetryPlan.waits())
                .addObject("address", address);
    }
}
