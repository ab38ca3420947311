package dev.baton.approval.web;

import dev.baton.approval.ApprovalId;
import dev.baton.approval.ApprovalQuestions;
import dev.baton.platform.problem.Conflict;
import dev.baton.platform.problem.Denied;
import dev.baton.platform.problem.RuleRefused;
import dev.baton.platform.web.Flash;
import dev.baton.platform.web.Redirect;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Requires;

import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import java.util.UUID;

/** What is asked back about an approval, and answered; what is refused was not written in vain. */
@Controller
class QuestionController {

    private final ApprovalQuestions questions;
    private final ApprovalPage page;

    QuestionController(ApprovalQuestions questions, ApprovalPage page) {
        this.questions = questions;
        this.page = page;
    }

    @PostMapping("/approvals/{id}/questions")
    @Requires(Permission.APPROVALS_WRITE)
    ModelAndView ask(
            Actor by,
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String question,
            RedirectAttributes redirect) {
        try {
            questions.ask(new ApprovalId(by.tenant(), id), words(question), by);
        } catch (RuleRefused | Conflict | Denied refusal) {
            return page.again(by, id, null, question, refusal);
        }
        redirect.addFlashAttribute(Flash.ATTRIBUTE, Flash.done("approval.question.asked"));
        return Redirect.to("/approvals/" + id);
    }

    @PostMapping("/approvals/{id}/questions/{question}")
    @Requires(Permission.APPROVALS_WRITE)
    ModelAndView answer(
            Actor by,
            @PathVariable UUID id,
            @PathVariable UUID question,
            @RequestParam(defaultValue = "") String answer,
            RedirectAttributes redirect) {
        try {
            questions.answer(new ApprovalId(by.tenant(), id), question, words(answer), by);
        } catch (RuleRefused | Conflict | Denied refusal) {
            return page.again(by, id, question, answer, refusal);
        }
        redirect.addFlashAttribute(Flash.ATTRIBUTE, Flash.done("approval.question.answered"));
        return Redirect.to("/approvals/" + id);
    }

    /** A browser ends a line with two characters, and counts one. */
    private static String words(String text) {
        return text.replace("\r\n", "\n");
    }
}
