package dev.baton.webhook.web;

import dev.baton.platform.Ids;
import dev.baton.platform.web.Flash;
import dev.baton.platform.web.Frame;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Requires;
import dev.baton.tenant.TenantId;
import dev.baton.webhook.EndpointId;
import dev.baton.webhook.Resending;
import dev.baton.webhook.ResendingDesk;
import dev.baton.webhook.WebhookDesk;
import java.time.Clock;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Sending everything again that was given up in a time: first how much that is, then doing it. */
@Controller
@RequestMapping("/webhooks/{id}")
class RecoveryController {

    private final WebhookDesk desk;
    private final ResendingDesk resendings;
    private final Frame frame;
    private final Clock clock;

    RecoveryController(
            WebhookDesk desk, ResendingDesk resendings, Frame frame, Clock clock) {
        this.desk = desk;
        this.resendings = resendings;
        this.frame = frame;
        this.clock = clock;
    }

    @GetMapping("/recovery")
    @Requires(Permission.WEBHOOKS_WRITE)
    String count(
            TenantId tenant,
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to,
            Model model) {
        var endpoint = new EndpointId(tenant, id);
        var span = RecoverySpan.of(from, to, frame.viewer().zone(), clock.instant());
        model.addAttribute("endpoint", desk.get(endpoint));
        model.addAttribute("span", span);
        model.addAttribute("zone", frame.viewer().zone());
        model.addAttribute("count", resendings.countGivenUp(endpoint, span.from(), span.to()));
        model.addAttribute("wish", Ids.next());
        model.addAttribute("wishes", resendings.latest(endpoint));
        return "webhook/recovery";
    }

    /** @param wish the same when a form is sent twice */
    @PostMapping("/resending")
    @Requires(Permission.WEBHOOKS_WRITE)
    ModelAndView resend(
            TenantId tenant,
            Actor by,
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to,
            @RequestParam(required = false) @Nullable String wish,
            RedirectAttributes redirect) {
        var span = RecoverySpan.of(from, to, frame.viewer().zone(), clock.instant());
        var granted =
                resendings.resendGivenUp(
                        new EndpointId(tenant, id),
                        Resending.idOf(wish),
                        span.from(),
                        span.to(),
                        by);
        redirect.addFlashAttribute(
                Flash.ATTRIBUTE,
                Flash.done("webhook.resent.some", Integer.toString(granted.found())));
        return new ModelAndView("redirect:/webhooks/" + id);
    }
}
