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
    private final EndpointRows rows;
    private final EndpointPages pages;

    WebhooksController(WebhookDesk desk, EndpointRows rows, EndpointPages pages) {
        this.desk = desk;
        this.rows = rows;
        this.pages = pages;
    }

    @GetMapping
    @Requires(Permission.WEBHOOKS_READ)
    String list(
            TenantId tenant,
            @ModelAttribute("query") EndpointQuery query,
            Locale locale,
            Model model) {
        model.addAttribute("endpoints", rows.of(tenant, query));
        model.addAttribute("states", pages.states(locale));
        return "webhook/list";
    }

    @GetMapping("/new")
    @Requires(Permission.WEBHOOKS_WRITE)
    ModelAndView blank(TenantId tenant, Locale locale) {
        return pages.form("/webhooks", EndpointForm.blank(), HttpStatus.OK, tenant, locale);
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
            return new ModelAndView("webhook/created", HttpStatus.CREATED)
                    .addObject("endpoint", created.endpoint())
                    .addObject("secret", created.secret())
                    .addObject("samples", VerifySample.ALL);
        } catch (RuleRefused refusal) {
            FieldErrors.show(refusal, errors);
            return pages.form("/webhooks", form, HttpStatus.UNPROCESSABLE_CONTENT, tenant, locale)
                    .addObject(BindingResult.MODEL_KEY_PREFIX + "form", errors);
        }
    }
}
