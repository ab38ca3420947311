package dev.baton.approval.web;

import dev.baton.approval.ApprovalRefused;
import dev.baton.approval.HandoverId;
import dev.baton.approval.Handovers;
import dev.baton.approval.NewHandover;
import dev.baton.platform.web.Flash;
import dev.baton.platform.web.QueryWords;
import dev.baton.platform.web.Redirect;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Requires;
import dev.baton.tenant.TenantDirectory;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import java.time.Clock;
import java.time.LocalDate;
import java.util.UUID;

/** Out of office: who decides in one's place, and in whose place one decides oneself. */
@Controller
@RequestMapping("/approvals/handovers")
class HandoverController {

    private final Handovers handovers;
    private final TenantDirectory tenants;
    private final Clock clock;

    HandoverController(Handovers handovers, TenantDirectory tenants, Clock clock) {
        this.handovers = handovers;
        this.tenants = tenants;
        this.clock = clock;
    }

    @GetMapping
    @Requires(Permission.APPROVALS_WRITE)
    ModelAndView list(Actor by) {
        var today = LocalDate.ofInstant(clock.instant(), tenants.get(by.tenant()).zone());
        return shown(by, "", today.toString(), "");
    }

    @PostMapping
    @Requires(Permission.APPROVALS_WRITE)
    ModelAndView handOver(
            Actor by,
            @RequestParam(defaultValue = "") String to,
            @RequestParam(defaultValue = "") String from,
            @RequestParam(defaultValue = "") String until,
            RedirectAttributes redirect) {
        try {
            var handover =
                    handovers.handOver(
                            new NewHandover(to, QueryWords.date(from), QueryWords.date(until)), by);
            redirect.addFlashAttribute(
                    Flash.ATTRIBUTE, Flash.done("approval.handover.done", handover.delegateName()));
            return Redirect.to("/approvals/handovers");
        } catch (ApprovalRefused refused) {
            var answer = shown(by, to, from, until).addObject("problems", refused.fields());
            answer.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
            return answer;
        }
    }

    @PostMapping("/{handover}/end")
    @Requires(Permission.APPROVALS_WRITE)
    ModelAndView end(Actor by, @PathVariable UUID handover, RedirectAttributes redirect) {
        handovers.end(new HandoverId(by.tenant(), handover), by);
        redirect.addFlashAttribute(Flash.ATTRIBUTE, Flash.done("approval.handover.ended"));
        return Redirect.to("/approvals/handovers");
    }

    private ModelAndView shown(Actor by, String to, String from, String until) {
        return new ModelAndView("approval/handovers")
                .addObject("given", handovers.given(by))
                .addObject("received", handovers.received(by))
                .addObject("zone", tenants.get(by.tenant()).zone())
                .addObject("now", clock.instant())
                .addObject("to", to)
                .addObject("from", from)
                .addObject("until", until);
    }
}
