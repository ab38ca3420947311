package dev.baton.webhook.web;

import dev.baton.platform.web.Flash;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Requires;
import dev.baton.tenant.TenantId;
import dev.baton.webhook.DeliveryDesk;
import dev.baton.webhook.EndpointId;
import dev.baton.webhook.RetryPlan;
import dev.baton.webhook.WebhookDesk;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
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

    private static final int MOST_HOURS = 24 * 365;

    private final WebhookDesk desk;
    private final DeliveryDesk deliveries;
    private final Clock clock;

    DeliveryController(WebhookDesk desk, DeliveryDesk deliveries, Clock clock) {
        this.desk = desk;
        this.deliveries = deliveries;
        this.clock = clock;
    }

    @GetMapping("/deliveries/{delivery}")
    @Requires(Permission.WEBHOOKS_READ)
    String show(TenantId tenant, @PathVariable UUID id, @PathVariable UUID delivery, Model model) {
        var endpoint = new EndpointId(tenant, id);
        var found = deliveries.get(endpoint, delivery);
        model.addAttribute("endpoint", desk.get(endpoint));
        model.addAttribute("delivery", found);
        model.addAttribute("attempts", deliveries.attempts(found));
        model.addAttribute("most", RetryPlan.waits().size());
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
        deliveries.resend(new EndpointId(tenant, id), delivery, by);
        redirect.addFlashAttribute(Flash.ATTRIBUTE, Flash.done("webhook.resent"));
        return new ModelAndView("redirect:/webhooks/" + id + "/deliveries/" + delivery);
    }

    /** @param hours how far back */
    @PostMapping("/resending")
    @Requires(Permission.WEBHOOKS_WRITE)
    ModelAndView resendGivenUp(
            TenantId tenant,
            Actor by,
            @PathVariable UUID id,
            @RequestParam int hours,
            RedirectAttributes redirect) {
        var now = clock.instant();
        var from = now.minus(Duration.ofHours(Math.clamp(hours, 1, MOST_HOURS)));
        var count = deliveries.resendGivenUp(new EndpointId(tenant, id), from, now, by);
        redirect.addFlashAttribute(Flash.ATTRIBUTE, Flash.done("webhook.resent.some", Integer.toString(count)));
        return new ModelAndView("redirect:/webhooks/" + id);
    }
}
