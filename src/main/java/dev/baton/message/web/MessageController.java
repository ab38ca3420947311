package dev.baton.message.web;

import dev.baton.decision.KnownAgents;
import dev.baton.ledger.UsageLog;
import dev.baton.message.MessageInbox;
import dev.baton.platform.web.Flash;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Requires;
import dev.baton.tenant.TenantDirectory;
import dev.baton.tenant.TenantId;
import java.time.Clock;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Messages as people read them: what was asked, what was answered, what it cost. */
@Controller
@RequestMapping("/messages")
class MessageController {

    private static final int PAGE = 50;

    private final MessageInbox inbox;
    private final UsageLog usage;
    private final Transcript transcript;
    private final TenantDirectory tenants;
    private final MessageChoices choices;
    private final KnownAgents agents;
    private final Clock clock;

    MessageController(
            MessageInbox inbox,
            UsageLog usage,
            Transcript transcript,
            TenantDirectory tenants,
            MessageChoices choices,
            KnownAgents agents,
            Clock clock) {
        this.inbox = inbox;
        this.usage = usage;
        this.transcript = transcript;
        this.tenants = tenants;
        this.choices = choices;
        this.agents = agents;
        this.clock = clock;
    }

    @GetMapping
    @Requires(Permission.MESSAGES_READ)
    String list(
            TenantId tenant,
            @ModelAttribute("query") MessageQuery query,
            @RequestParam @Nullable String after,
            Locale locale,
            Model model) {
        var filter = query.filter(clock.instant(), tenants.get(tenant).zone());
        model.addAttribute("filter", filter);
        model.addAttribute("messages", inbox.list(tenant, filter, after, PAGE));
        model.addAttribute("statuses", choices.statuses(locale));
        model.addAttribute("agents", choices.agents(tenant));
        model.addAttribute("ranges", choices.ranges(locale));
        return list(tenant, false, model);
    }

    @GetMapping("/given-up")
    @Requires(Permission.MESSAGES_READ)
    String givenUp(TenantId tenant, @RequestParam @Nullable String after, Model model) {
        model.addAttribute("messages", inbox.givenUp(tenant, after, PAGE));
        return list(tenant, true, model);
    }

    private String list(TenantId tenant, boolean onlyGivenUp, Model model) {
        model.addAttribute("onlyGivenUp", onlyGivenUp);
        model.addAttribute("givenUp", inbox.countGivenUp(tenant));
        model.addAttribute("currency", tenants.get(tenant).currency());
        return "message/list";
    }

    @GetMapping("/{id}")
    @Requires(Permission.MESSAGES_READ)
    String show(TenantId tenant, @PathVariable UUID id, Model model) {
        var message = inbox.get(tenant, id);
        model.addAttribute("message", message);
        model.addAttribute("progress", inbox.progress(message));
        model.addAttribute("known", agents.of(tenant));
        model.addAttribute("givenUp", inbox.isGivenUp(message));
        model.addAttribute("transcript", transcript.of(message));
        model.addAttribute("calls", usage.ofMessage(tenant, id, message.traceId()));
        model.addAttribute("currency", tenants.get(tenant).currency());
        return "message/show";
    }

    @PostMapping("/{id}/retry")
    @Requires(Permission.MESSAGES_WRITE)
    ModelAndView tryAgain(Actor by, @PathVariable UUID id, RedirectAttributes redirect) {
        inbox.tryAgain(by, id);
        redirect.addFlashAttribute(Flash.ATTRIBUTE, Flash.done("message.again.done"));
        return new ModelAndView("redirect:/messages/" + id);
    }
}
