package dev.baton.webhook.web;

import dev.baton.platform.problem.RuleRefused;
import dev.baton.platform.web.Flash;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Requires;
import dev.baton.tenant.TenantId;
import dev.baton.webhook.DeliveryStatus;
import dev.baton.webhook.EndpointId;
import dev.baton.webhook.WebhookDesk;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** One endpoint: what it gets, what became of it, and what can be done about it. */
@Controller
@RequestMapping("/webhooks/{id}")
class WebhookController {

    private static final int PAGE = 50;

    private final WebhookDesk desk;
    private final EventChoices events;

    WebhookController(WebhookDesk desk, EventChoices events) {
        this.desk = desk;
        this.events = events;
    }

    @GetMapping
    @Requires(Permission.WEBHOOKS_READ)
    String show(
            TenantId tenant,
            @PathVariable UUID id,
            @RequestParam Optional<String> status,
            @RequestParam @Nullable UUID after,
            Model model) {
        var endpoint = desk.get(new EndpointId(tenant, id));
        model.addAttribute("endpoint", endpoint);
        model.addAttribute("state", EndpointRow.state(endpoint));
        model.addAttribute("stateKey", "webhook.status." + EndpointRow.stateWord(endpoint));
        model.addAttribute("headers", desk.headers(endpoint));
        model.addAttribute("backlog", desk.backlog(endpoint.id()));
        model.addAttribute(
                "deliveries",
                desk.deliveries(
                        endpoint.id(), status.flatMap(WebhookController::read).orElse(null), after, PAGE));
        model.addAttribute("statuses", DeliveryStatus.values());
        return "webhook/show";
    }

    @GetMapping("/edit")
    @Requires(Permission.WEBHOOKS_WRITE)
    ModelAndView edit(TenantId tenant, @PathVariable UUID id, Locale locale) {
        var endpoint = desk.get(new EndpointId(tenant, id));
        return form(
                id, EndpointForm.of(endpoint, desk.headers(endpoint)), HttpStatus.OK, locale);
    }

    @PostMapping
    @Requires(Permission.WEBHOOKS_WRITE)
    ModelAndView update(
            TenantId tenant,
            Actor by,
            @PathVariable UUID id,
            @ModelAttribute("form") EndpointForm form,
            BindingResult errors,
            RedirectAttributes redirect,
            Locale locale) {
        try {
            var version = form.version() == null ? 0 : form.version();
            desk.edit(new EndpointId(tenant, id), version, form.settings(), by);
            return done(id, "webhook.saved", redirect);
        } catch (RuleRefused refusal) {
            FieldErrors.show(refusal, errors);
            return form(id, form, HttpStatus.UNPROCESSABLE_CONTENT, locale)
                    .addObject(BindingResult.MODEL_KEY_PREFIX + "form", errors);
        }
    }

    @PostMapping("/pause")
    @Requires(Permission.WEBHOOKS_WRITE)
    ModelAndView pause(
            TenantId tenant, Actor by, @PathVariable UUID id, RedirectAttributes redirect) {
        desk.pause(new EndpointId(tenant, id), by);
        return done(id, "webhook.paused", redirect);
    }

    @PostMapping("/activation")
    @Requires(Permission.WEBHOOKS_WRITE)
    ModelAndView activate(
            TenantId tenant, Actor by, @PathVariable UUID id, RedirectAttributes redirect) {
        desk.activate(new EndpointId(tenant, id), by);
        return done(id, "webhook.activated", redirect);
    }

    @PostMapping("/removal")
    @Requires(Permission.WEBHOOKS_WRITE)
    ModelAndView delete(
            TenantId tenant, Actor by, @PathVariable UUID id, RedirectAttributes redirect) {
        desk.delete(new EndpointId(tenant, id), by);
        redirect.addFlashAttribute(Flash.ATTRIBUTE, Flash.done("webhook.deleted"));
        return new ModelAndView("redirect:/webhooks");
    }

    @PostMapping("/test")
    @Requires(Permission.WEBHOOKS_WRITE)
    ModelAndView test(TenantId tenant, Actor by, @PathVariable UUID id) {
        var endpoint = new EndpointId(tenant, id);
        return new ModelAndView("webhook/tested")
                .addObject("endpoint", desk.get(endpoint))
                .addObject("attempt", desk.sendTest(endpoint, by));
    }

    @GetMapping("/deliveries/{delivery}")
    @Requires(Permission.WEBHOOKS_READ)
    String delivery(
            TenantId tenant, @PathVariable UUID id, @PathVariable UUID delivery, Model model) {
        model.addAttribute("endpoint", desk.get(new EndpointId(tenant, id)));
        model.addAttribute("delivery", desk.delivery(tenant, delivery));
        model.addAttribute("attempts", desk.attempts(tenant, delivery));
        return "webhook/delivery";
    }

    @PostMapping("/deliveries/{delivery}/resending")
    @Requires(Permission.WEBHOOKS_WRITE)
    ModelAndView resend(
            TenantId tenant,
            Actor by,
            @PathVariable UUID id,
            @PathVariable UUID delivery,
            RedirectAttributes redirect) {
        desk.resend(tenant, delivery, by);
        redirect.addFlashAttribute(Flash.ATTRIBUTE, Flash.done("webhook.resent"));
        return new ModelAndView("redirect:/webhooks/" + id + "/deliveries/" + delivery);
    }

    private static Optional<DeliveryStatus> read(String status) {
        return java.util.Arrays.stream(DeliveryStatus.values())
                .filter(one -> one.wire().equals(status))
                .findFirst();
    }

    private static ModelAndView done(UUID id, String message, RedirectAttributes redirect) {
        redirect.addFlashAttribute(Flash.ATTRIBUTE, Flash.done(message));
        return new ModelAndView("redirect:/webhooks/" + id);
    }

    private ModelAndView form(UUID id, EndpointForm form, HttpStatus status, Locale locale) {
        return new ModelAndView("webhook/form", status)
                .addObject("form", form.withSpareRows())
                .addObject("events", events.in(locale))
                .addObject("action", "/webhooks/" + id)
                .addObject("cancel", "/webhooks/" + id);
    }
}
