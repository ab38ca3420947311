package dev.baton.approval.web;

import dev.baton.approval.Approval;
import dev.baton.approval.ApprovalId;
import dev.baton.approval.ApprovalStatus;
import dev.baton.approval.Approvals;
import dev.baton.approval.ExactArguments;
import dev.baton.approval.Verdict;
import dev.baton.platform.Page;
import dev.baton.platform.problem.BadInput;
import dev.baton.platform.problem.FieldProblem;
import dev.baton.platform.web.Choice;
import dev.baton.platform.web.Flash;
import dev.baton.platform.web.QueryWords;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Requires;
import dev.baton.tenant.TenantId;

import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** The inbox: what waits for the reader, everything else, and one's decision about one of them. */
@Controller
@RequestMapping("/approvals")
class ApprovalController {

    private final Approvals approvals;
    private final MessageSource messages;

    ApprovalController(Approvals approvals, MessageSource messages) {
        this.approvals = approvals;
        this.messages = messages;
    }

    @GetMapping
    @Requires(Permission.APPROVALS_READ)
    ModelAndView mine(Actor by, @RequestParam(required = false) @Nullable String after) {
        return list(true, approvals.waitingFor(by, after, Page.DEFAULT_LIMIT), false);
    }

    @GetMapping("/all")
    @Requires(Permission.APPROVALS_READ)
    ModelAndView all(
            TenantId tenant,
            @RequestParam(defaultValue = "") String status,
            @RequestParam(required = false) @Nullable String after,
            Locale locale) {
        var wanted = ApprovalStatus.ofWire(status).orElse(null);
        var page = approvals.list(tenant, wanted, QueryWords.id(after), Page.DEFAULT_LIMIT);
        return list(false, page, wanted != null).addObject("statuses", statuses(locale));
    }

    private static ModelAndView list(boolean mine, Page<Approval> page, boolean narrowed) {
        return new ModelAndView("approval/list")
                .addObject("mine", mine)
                .addObject("approvals", page)
                .addObject("narrowed", narrowed);
    }

    @GetMapping("/{id}")
    @Requires(Permission.APPROVALS_READ)
    ModelAndView show(Actor by, @PathVariable UUID id) {
        var approval = approvals.get(new ApprovalId(by.tenant(), id));
        var arguments = approval.arguments();
        return new ModelAndView("approval/show")
                .addObject("approval", approval)
                .addObject("arguments", arguments == null ? "" : ExactArguments.pretty(arguments))
                .addObject("decisions", approvals.decisions(approval.id()))
                .addObject("waits", approvals.waitsFor(by, approval));
    }

    /**
     * @param hash of what the page showed
     */
    @PostMapping("/{id}/decision")
    @Requires(Permission.APPROVALS_WRITE)
    ModelAndView decide(
            Actor by,
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String decision,
            @RequestParam(defaultValue = "") String hash,
            @RequestParam(defaultValue = "") String comment,
            RedirectAttributes redirect) {
        var verdict = Verdict.ofWire(decision).orElseThrow(ApprovalController::undecided);
        // A browser ends a line with two characters, and counts one.
        var words = comment.replace("\r\n", "\n");
        var decided = approvals.decide(new ApprovalId(by.tenant(), id), verdict, hash, words, by);
        redirect.addFlashAttribute(Flash.ATTRIBUTE, told(decided));
        return new ModelAndView("redirect:/approvals");
    }

    private static Flash told(Approval decided) {
        return decided.isOpen()
                ? Flash.done("approval.done.open", decided.title())
                : Flash.done("approval.done." + decided.status().wire(), decided.title());
    }

    private static BadInput undecided() {
        return new BadInput(
                "invalid_request",
                "The field decision cannot be used.",
                new FieldProblem("decision", "unknown", "one of approve, reject"));
    }

    private List<Choice> statuses(Locale locale) {
        return Arrays.stream(ApprovalStatus.values())
                .map(
                        one ->
                                Choice.of(
                                        one.wire(),
                                        messages.getMessage(
                                                "approval.status." + one.wire(), null, locale)))
                .toList();
    }
}
