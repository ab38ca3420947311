package dev.baton.webhook.web;

import dev.baton.platform.Page;
import dev.baton.platform.problem.EditedMeanwhile;
import dev.baton.platform.problem.RuleRefused;
import dev.baton.platform.web.EditConflict;
import dev.baton.platform.web.Flash;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Requires;
import dev.baton.tenant.TenantId;
import dev.baton.webhook.DeliveryDesk;
import dev.baton.webhook.DeliveryStatus;
import dev.baton.webhook.EndpointId;
import dev.baton.webhook.ResendingDesk;
import dev.baton.webhook.WebhookDesk;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
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

/** One endpoint: what it gets, how it takes it, and what can be done about it. */
@Controller
@RequestMapping("/webhooks/{id}")
class WebhookController {

    private final WebhookDesk desk;
    private final DeliveryDesk deliveries;
    private final ResendingDesk resendings;
    private final EndpointPages pages;
    private final MessageSource messages;
    private final Clock clock;

    WebhookController(
            WebhookDesk desk,
            DeliveryDesk deliveries,
            ResendingDesk resendings,
            EndpointPages pages,
            MessageSource messages,
            Clock clock) {
        this.desk = desk;
        this.deliveries = deliveries;
        this.resendings = resendings;
        this.pages = pages;
        this.messages = messages;
        this.clock = clock;
    }

    @GetMapping
    @Requires(Permission.WEBHOOKS_READ)
    String show(
            TenantId tenant,
            @PathVariable UUID id,
            @RequestParam Optional<String> status,
            @RequestParam(required = false) @Nullable UUID after,
            Locale locale,
            Model model) {
        var endpoint = desk.get(new EndpointId(tenant, id));
        var wanted = status.flatMap(DeliveryStatus::ofWire).orElse(null);
        var recent = deliveries.recent(tenant, List.of(id)).getOrDefault(id, List.of());
        model.addAttribute("endpoint", endpoint);
        model.addAttribute("standingKind", EndpointRow.state(endpoint));
        model.addAttribute("stateKey", "webhook.status." + endpoint.stateWord());
        model.addAttribute(
                "throttled",
                endpoint.isActive()
                        && endpoint.throttledUntil().filter(clock.instant()::isBefore).isPresent());
        model.addAttribute("headers", desk.headers(endpoint));
        model.addAttribute("backlog", deliveries.backlog(endpoint.id()));
        model.addAttribute("strip", new AttemptStrip(recent));
        model.addAttribute("most", endpoint.retryPlan().attempts());
        model.addAttribute("waits", endpoint.retryPlan().waits());
        model.addAttribute(
                "budget",
                FailureBudget.of(endpoint, clock.instant(), messages, locale).orElse(null));
        model.addAttribute("heldSince", deliveries.heldSince(endpoint.id()).orElse(null));
        model.addAttribute(
                "recovering",
                resendings.latest(endpoint.id()).stream()
                        .filter(wish -> !wish.isDone() && wish.found() > 0)
                        .findFirst()
                        .orElse(null));
        model.addAttribute(
                "deliveries",
                deliveries.list(endpoint.id(), wanted, after, Page.DEFAULT_LIMIT));
        model.addAttribute("statuses", DeliveryStatus.values());
        model.addAttribute("filtered", wanted != null);
        return "webhook/show";
    }

    @GetMapping("/edit")
    @Requires(Permission.WEBHOOKS_WRITE)
    ModelAndView edit(TenantId tenant, @PathVariable UUID id, Locale locale) {
        var endpoint = desk.get(new EndpointId(tenant, id));
        return pages.form(
                "/webhooks/" + id,
                EndpointForm.of(endpoint, desk.headers(endpoint)),
                HttpStatus.OK,
                tenant,
                locale);
    }

    @PostMapping
    @Requires(Permission.WEBHOOKS_WRITE)
    ModelAndView update(
            TenantId tenant,
            Actor by,
            @PathVariable UUID id,
            @ModelAttribute("form") EndpointForm typed,
            BindingResult errors,
            @RequestParam(name = EditConflict.TAKEN, defaultValue = "") Set<String> taken,
            RedirectAttributes redirect,
            Locale locale) {
        var endpoint = desk.get(new EndpointId(tenant, id));
        var stored = EndpointForm.of(endpoint, desk.headers(endpoint));
        var form = EditConflict.merged(typed, stored, taken);
        try {
            var version = form.version() == null ? 0 : form.version();
            desk.edit(new EndpointId(tenant, id), version, form.settings(), by);
            return done(id, "webhook.saved", redirect);
        } catch (EditedMeanwhile late) {
            var conflict =
                    EditConflict.between(
                            form,
                            stored,
                            _ -> true,
                            pages.names(locale),
                            endpoint.changedBy().orElse(null),
                            endpoint.changedAt().orElse(null));
            var newer = EditConflict.over(form, endpoint.version());
            return conflict.on(
                    pages.form("/webhooks/" + id, newer, HttpStatus.CONFLICT, tenant, locale),
                    newer);
        } catch (RuleRefused refusal) {
            FieldErrors.show(refusal, errors);
            return pages.form(
                            "/webhooks/" + id,
                            form,
                            HttpStatus.UNPROCESSABLE_CONTENT,
                            tenant,
                            locale)
                    .addObject(BindingResult.MODEL_KEY_PREFIX + "form", errors);
        }
    }

    @PostMapping("/pause")
    @Requires(Permission.WEBHOOKS_WRITE)
    ModelAndView pause(
            TenantId tenant, Actor by, @PathVariable UUID id, RedirectAttributes redirect) {
        desk.pause(new EndpointId(tenant, id), by);
        redirect.addFlashAttribute(
                Flash.ATTRIBUTE,
                Flash.done("webhook.paused").undoneBy("/webhooks/" + id + "/activation"));
        return new ModelAndView("redirect:/webhooks/" + id);
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

    private static ModelAndView done(UUID id, String message, RedirectAttributes redirect) {
        redirect.addFlashAttribute(Flash.ATTRIBUTE, Flash.done(message));
        return new ModelAndView("redirect:/webhooks/" + id);
    }
}
