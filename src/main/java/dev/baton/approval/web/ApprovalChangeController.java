package dev.baton.approval.web;

import dev.baton.approval.Approval;
import dev.baton.approval.ApprovalCard;
import dev.baton.approval.ApprovalChange;
import dev.baton.approval.ApprovalChanges;
import dev.baton.approval.ApprovalId;
import dev.baton.approval.ApprovalInbox;
import dev.baton.approval.Approvals;
import dev.baton.platform.problem.Conflict;
import dev.baton.platform.problem.Denied;
import dev.baton.platform.problem.RuleRefused;
import dev.baton.platform.web.Flash;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Requires;
import dev.baton.tenant.TenantDirectory;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatusCode;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import java.util.UUID;

/** Changes what is to be done, shows what comes of it, and approves exactly that. */
@Controller
class ApprovalChangeController {

    private final Approvals approvals;
    private final ApprovalInbox inbox;
    private final ApprovalChanges changes;
    private final TenantDirectory tenants;

    ApprovalChangeController(
            Approvals approvals,
            ApprovalInbox inbox,
            ApprovalChanges changes,
            TenantDirectory tenants) {
        this.approvals = approvals;
        this.inbox = inbox;
        this.changes = changes;
        this.tenants = tenants;
    }

    @GetMapping("/approvals/{id}/change")
    @Requires(Permission.APPROVALS_WRITE)
    ModelAndView form(Actor by, @PathVariable UUID id) {
        var card = card(by, id);
        return form(by, card, ChangeForm.of(card));
    }

    /** Shows what would come of it first; what is confirmed is what was shown. */
    @PostMapping("/approvals/{id}/change")
    @Requires(Permission.APPROVALS_WRITE)
    ModelAndView change(
            Actor by,
            @PathVariable UUID id,
            @ModelAttribute("form") ChangeForm form,
            RedirectAttributes redirect) {
        var card = card(by, id);
        var approval = new ApprovalId(by.tenant(), id);
        try {
            if (!form.isConfirmed()) {
                return form(by, card, form)
                        .addObject("preview", changes.preview(approval, form.change(), by));
            }
            var approved = changes.approve(approval, form.change(), by);
            redirect.addFlashAttribute(Flash.ATTRIBUTE, told(approved));
            return new ModelAndView("redirect:/approvals/" + approved.id().value());
        } catch (RuleRefused | Conflict | Denied refusal) {
            var answer = form(by, card(by, id), form).addObject("refusal", refusal);
            answer.setStatus(HttpStatusCode.valueOf(refusal.status()));
            return answer;
        }
    }

    private static Flash told(Approval changed) {
        if (changed.isChangeOnlyProposed()) {
            return Flash.done("approval.changed.proposed", changed.title());
        }
        return Flash.done(
                changed.isOpen() ? "approval.changed.open" : "approval.changed.done",
                changed.title());
    }

    private ApprovalCard card(Actor by, UUID id) {
        return inbox.card(by, approvals.get(new ApprovalId(by.tenant(), id)));
    }

    private ModelAndView form(Actor by, ApprovalCard card, ChangeForm form) {
        return new ModelAndView("approval/change")
                .addObject("card", card)
                .addObject("form", form)
                .addObject("change", card.approval().isChangeOnlyProposed() ? "propose" : "change")
                .addObject("currency", tenants.get(by.tenant()).currency());
    }

    /**
     * @param hash of the approval as the page showed it
     * @param newHash of what was shown to come of the change
     */
    record ChangeForm(
            @Nullable String arguments,
            @Nullable String comment,
            @Nullable String hash,
            @Nullable String newHash,
            @Nullable Boolean confirmed) {

        static ChangeForm of(ApprovalCard card) {
            var approval = card.approval();
            return new ChangeForm(card.arguments(), "", approval.actionHash(), "", false);
        }

        boolean isConfirmed() {
            return Boolean.TRUE.equals(confirmed);
        }

        String json() {
            return text(arguments);
        }

        /** A browser ends a line with two characters, and counts one. */
        ApprovalChange change() {
            return new ApprovalChange(
                    json(), text(hash), text(newHash), text(comment).replace("\r\n", "\n"));
        }

        private static String text(@Nullable String typed) {
            return typed == null ? "" : typed;
        }
    }
}
