package dev.baton.webhook.web;

import dev.baton.platform.web.Flash;
import dev.baton.platform.web.Question;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Requires;
import dev.baton.tenant.TenantId;
import dev.baton.webhook.DeliveryDesk;
import dev.baton.webhook.EndpointId;
import dev.baton.webhook.SignatureDesk;
import dev.baton.webhook.SignatureDesk.Arrived;
import dev.baton.webhook.WebhookDesk;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
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

/** How an endpoint's requests are signed: checking one, code for the receiver, another secret. */
@Controller
@RequestMapping("/webhooks/{id}")
class SigningController {

    private final WebhookDesk desk;
    private final DeliveryDesk deliveries;
    private final SignatureDesk signatures;
    private final Clock clock;

    SigningController(
            WebhookDesk desk, DeliveryDesk deliveries, SignatureDesk signatures, Clock clock) {
        this.desk = desk;
        this.deliveries = deliveries;
        this.signatures = signatures;
        this.clock = clock;
    }

    @GetMapping("/signing")
    @Requires(Permission.WEBHOOKS_READ)
    String show(TenantId tenant, @PathVariable UUID id, Model model) {
        return page(new EndpointId(tenant, id), new Arrived("", "", "", ""), model);
    }

    /** Changes nothing; it is posted because a body is too long for an address. */
    @PostMapping("/signing")
    @Requires(Permission.WEBHOOKS_READ)
    String check(
            TenantId tenant,
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String message,
            @RequestParam(defaultValue = "") String timestamp,
            @RequestParam(defaultValue = "") String signature,
            @RequestParam(defaultValue = "") String body,
            Model model) {
        var endpoint = new EndpointId(tenant, id);
        var arrived = new Arrived(message, timestamp, signature, body);
        model.addAttribute("verdict", signatures.check(endpoint, arrived));
        return page(endpoint, arrived, model);
    }

    /** @param hours for which the present secret signs as well */
    @PostMapping("/secret-rotation")
    @Requires(Permission.WEBHOOKS_WRITE)
    ModelAndView rotate(
            TenantId tenant,
            Actor by,
            @PathVariable UUID id,
            @RequestParam(defaultValue = "24") int hours,
            @RequestParam(name = Question.CONFIRMED, defaultValue = "false") boolean confirmed) {
        var endpoint = new EndpointId(tenant, id);
        if (hours == 0 && !confirmed) {
            return Question.page(
                    "webhook.rotate.now",
                    desk.get(endpoint).host(),
                    OptionalLong.of(deliveries.backlog(endpoint).unsent()),
                    "/webhooks/" + id + "/secret-rotation",
                    Map.of("hours", "0"),
                    "/webhooks/" + id + "/signing");
        }
        var rotated = desk.rotateSecret(endpoint, Duration.ofHours(hours), by);
        return new ModelAndView("webhook/rotated")
                .addObject("endpoint", rotated.endpoint())
                .addObject("until", rotated.endpoint().previousSecretUntil(clock.instant()).orElse(null))
                .addObject("secret", rotated.secret());
    }

    @PostMapping("/previous-secret/removal")
    @Requires(Permission.WEBHOOKS_WRITE)
    ModelAndView endOverlap(
            TenantId tenant, Actor by, @PathVariable UUID id, RedirectAttributes redirect) {
        desk.endOverlap(new EndpointId(tenant, id), by);
        redirect.addFlashAttribute(Flash.ATTRIBUTE, Flash.done("webhook.overlap.ended"));
        return new ModelAndView("redirect:/webhooks/" + id + "/signing");
    }

    private String page(EndpointId id, Arrived arrived, Model model) {
        var endpoint = desk.get(id);
        model.addAttribute("endpoint", endpoint);
        model.addAttribute("arrived", arrived);
        model.addAttribute("samples", VerifySample.ALL);
        model.addAttribute("waiting", deliveries.backlog(id).unsent());
        model.addAttribute(
                "previousUntil", endpoint.previousSecretUntil(clock.instant()).orElse(null));
        return "webhook/signing";
    }
}
