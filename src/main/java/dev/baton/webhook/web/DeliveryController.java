package dev.baton.webhook.web;

import dev.baton.platform.problem.RuleRefused;
import dev.baton.platform.web.Flash;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Requires;
import dev.baton.tenant.TenantId;
import dev.baton.webhook.Delivery;
import dev.baton.webhook.DeliveryAttempt;
import dev.baton.webhook.DeliveryDesk;
import dev.baton.webhook.Endpoint;
import dev.baton.webhook.EndpointId;
import dev.baton.webhook.EndpointStatus;
import dev.baton.webhook.ResendingDesk;
import dev.baton.webhook.WebhookDesk;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The deliveries of an endpoint: what became of one, and sending again. */
@Controller
@RequestMapping("/webhooks/{id}")
class DeliveryController {

    private final WebhookDesk desk;
    private final DeliveryDesk deliveries;
    private final ResendingDesk resendings;
    private final Clock clock;

    DeliveryController(
            WebhookDesk desk,
            DeliveryDesk deliveries,
            ResendingDesk resendings,
            Clock clock) {
        this.desk = desk;
        this.deliveries = deliveries;
        this.resendings = resendings;
        this.clock = clock;
    }

    @GetMapping("/deliveries/{delivery}")
    @Requires(Permission.WEBHOOKS_READ)
    String show(TenantId tenant, @PathVariable UUID id, @PathVariable UUID delivery, Model model) {
        var endpoint = new EndpointId(tenant, id);
        var found = deliveries.get(endpoint, delivery);
        var receiver = desk.get(endpoint);
        var attempts = deliveries.attempts(found);
        var behind = deliveries.waitsFor(found).orElse(null);
        model.addAttribute("endpoint", receiver);
        model.addAttribute("delivery", found);
        model.addAttribute("waiting", behind != null ? "order" : waiting(receiver, found));
        model.addAttribute("behind", behind);
        model.addAttribute("attempts", attempts);
        model.addAttribute("curls", curls(receiver, attempts));
        model.addAttribute("most", receiver.retryPlan().attempts());
        return "webhook/delivery";
    }

    /**
     * Why it has not been sent when none goes before it: the end of a message's key; null when it
     * waits for nothing.
     */
    private @Nullable String waiting(Endpoint endpoint, Delivery delivery) {
        var now = clock.instant();
        return switch (delivery.status()) {
            case DELIVERED, EXHAUSTED -> null;
            case HELD -> "held." + endpoint.disabledReason().orElse("paused");
            case PENDING -> {
                if (endpoint.throttledUntil().filter(now::isBefore).isPresent()) {
                    yield "throttled";
                }
                yield delivery.turnAt() != null ? "rate" : delivery.attempts() > 0 ? "retry" : null;
            }
        };
    }

    private static Map<UUID, String> curls(Endpoint endpoint, List<DeliveryAttempt> attempts) {
        return attempts.stream()
                .collect(
                        Collectors.toMap(
                                DeliveryAttempt::id, it -> CurlCommand.of(endpoint, it)));
    }

    @PostMapping("/deliveries/{delivery}/resending")
    @Requires(Permission.WEBHOOKS_WRITE)
    ModelAndView resend(
            TenantId tenant,
            Actor by,
            @PathVariable UUID id,
            @PathVariable UUID delivery,
            RedirectAttributes redirect) {
        resendings.resend(new EndpointId(tenant, id), delivery, by);
        redirect.addFlashAttribute(Flash.ATTRIBUTE, Flash.done("webhook.resent"));
        return new ModelAndView("redirect:/webhooks/" + id + "/deliveries/" + delivery);
    }

    /** Sends to another address from now on, and this delivery again; a disabled endpoint is well. */
    @PostMapping("/deliveries/{delivery}/fix")
    @Requires(Permission.WEBHOOKS_WRITE)
    ModelAndView fix(
            TenantId tenant,
            Actor by,
            @PathVariable UUID id,
            @PathVariable UUID delivery,
            @RequestParam String url,
            Model model,
            RedirectAttributes redirect) {
        var endpoint = new EndpointId(tenant, id);
        deliveries.get(endpoint, delivery);
        try {
            var moved = desk.move(endpoint, url.strip(), by);
            if (moved.status() == EndpointStatus.DISABLED) {
                desk.activate(endpoint, by);
            }
        } catch (RuleRefused refusal) {
            show(tenant, id, delivery, model);
            model.addAttribute("typed", url);
            model.addAttribute("refusals", FieldErrors.keys(refusal));
            return new ModelAndView(
                    "webhook/delivery", model.asMap(), HttpStatus.UNPROCESSABLE_CONTENT);
        }
        resendings.resend(endpoint, delivery, by);
        redirect.addFlashAttribute(Flash.ATTRIBUTE, Flash.done("webhook.fixed"));
        return new ModelAndView("redirect:/webhooks/" + id + "/deliveries/" + delivery);
    }
}
