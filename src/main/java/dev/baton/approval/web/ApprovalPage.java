package dev.baton.approval.web;

import dev.baton.approval.ApprovalId;
import dev.baton.approval.ApprovalInbox;
import dev.baton.approval.ApprovalQuestions;
import dev.baton.approval.Approvals;
import dev.baton.platform.problem.Problem;
import dev.baton.tenant.Actor;
import dev.baton.tenant.TenantDirectory;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatusCode;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.ModelAndView;

import java.util.UUID;

/** The page of one approval. */
@Component
class ApprovalPage {

    private final Approvals approvals;
    private final ApprovalInbox inbox;
    private final ApprovalQuestions questions;
    private final TenantDirectory tenants;

    ApprovalPage(
            Approvals approvals,
            ApprovalInbox inbox,
            ApprovalQuestions questions,
            TenantDirectory tenants) {
        this.approvals = approvals;
        this.inbox = inbox;
        this.questions = questions;
        this.tenants = tenants;
    }

    ModelAndView of(Actor by, UUID id) {
        var card = inbox.card(by, approvals.get(new ApprovalId(by.tenant(), id)));
        var asked = questions.of(card.approval().id());
        return new ModelAndView("approval/show")
                .addObject("card", card)
                .addObject("currency", tenants.get(by.tenant()).currency())
                .addObject("decisions", card.decisions())
                .addObject("questions", asked)
                .addObject("answers", questions.toAnswer(by, card.approval(), asked));
    }

    /**
     * The same with what somebody wrote in vain, and why that was.
     *
     * @param question that it answers; null where it is a question itself
     */
    ModelAndView again(Actor by, UUID id, @Nullable UUID question, String typed, Problem refusal) {
        var page =
                of(by, id)
                        .addObject("typed", typed)
                        .addObject("typedFor", question)
                        .addObject("refusal", refusal);
        page.setStatus(HttpStatusCode.valueOf(refusal.status()));
        return page;
    }
}
