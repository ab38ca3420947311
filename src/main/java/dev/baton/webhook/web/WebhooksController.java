package dev.baton.webhook.web;

import dev.baton.platform.problem.RuleRefused;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Requires;
import dev.baton.tenant.TenantId;
import dev.baton.webhook.WebhookDesk;
import java.util.Locale;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.ModelAndView;

/** The tenant's webhook endpoints: the list, and a new one. */
@Controller
@RequestMapping("/webhooks")
class WebhooksController {

    private final WebhookDesk desk;
    private final EventChoices events;

    WebhooksController(WebhookDesk desk, EventChoices events) {
        this.desk = desk;
        this.events = events;
    }

    @GetMapping
    @Requires(Permission.WEBHOOKS_READ)
    String list(TenantId tenant, Model model) {
        model.addAttribute(
                "endpoints",
                desk.list(tenant).stream()
                        .map(endpoint -> EndpointRow.of(endpoint, desk.backlog(endpoint.id())))
                        .toList());
        return "webhook/list";
    }

    @GetMapping("/new")
    @Requires(Permission.WEBHOOKS_WRITE)
    ModelAndView blank(Locale locale) {
        return form(EndpointForm.blank(), HttpStatus.OK, locale);
    }

    @PostMapping
    @Requires(Permission.WEBHOOKS_WRITE)
    ModelAndView create(
            TenantId tenant,
            Actor by,
            @ModelAttribute("form") EndpointForm form,
            BindingResult errors,
            Locale locale) {
        try {
            var created = desk.create(tenant, form.settings(), by);
            return new ModelAndView("webhook/created")
                    .addObject("endpoint", created.endpoint())
                    .addObject("secret", created.secret());
        } catch (RuleRefused refusal) {
            FieldErrors.show(refusal, errors);
            return form(form, HttpStatus.UNPROCESSABLE_CONTENT, locale)
                    .addObject(BindingResult.MODEL_KEY_PREFIX + "form", errors);
        }
    }

    private ModelAndView form(EndpointForm form, HttpStatus status, Locale locale) {
        return new ModelAndView("webhook/form", status)
                .addObject("form", form.withSpareRows())
                .addObject("events", events.in(locale))
                .addObject("action", "/webhooks")
                .addObject("cancel", "/webhooks");
    }
}
