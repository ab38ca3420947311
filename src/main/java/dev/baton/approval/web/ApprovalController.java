package dev.baton.approval.web;

import dev.baton.approval.Approval;
import dev.baton.approval.ApprovalId;
import dev.baton.approval.ApprovalInbox;
import dev.baton.approval.ApprovalStatus;
import dev.baton.approval.Approvals;
import dev.baton.approval.Asked;
import dev.baton.approval.Verdict;
import dev.baton.approval.WaitingCounts;
import dev.baton.platform.Page;
import dev.baton.platform.problem.BadInput;
import dev.baton.platform.problem.FieldProblem;
import dev.baton.platform.web.Choice;
import dev.baton.platform.web.Flash;
import dev.baton.platform.web.NavigationCount;
import dev.baton.platform.web.QueryWords;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Requires;
import dev.baton.tenant.TenantDirectory;

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

    /** Cards are read, not skimmed. */
    private static final int CARDS = 20;

    private final Approvals approvals;
    private final ApprovalInbox inbox;
    private final ApprovalPage page;
    private final TenantDirectory tenants;
    private final MessageSource messages;

    ApprovalController(
            Approvals approvals,
            ApprovalInbox inbox,
            ApprovalPage page,
            TenantDirectory tenants,
            MessageSource messages) {
        this.approvals = approvals;
        this.inbox = inbox;
        this.page = page;
        this.tenants = tenants;
        this.messages = messages;
    }

    @GetMapping
    @Requires(Permission.APPROVALS_READ)
    ModelAndView mine(Actor by, @RequestParam(required = false) @Nullable String after) {
        return cards("mine", by, inbox.waitingFor(by, Asked.ANYHOW, after, CARDS));
    }

    @GetMapping("/by-name")
    @Requires(Permission.APPROVALS_READ)
    ModelAndView byName(Actor by, @RequestParam(required = false) @Nullable String after) {
        return cards("byname", by, inbox.waitingFor(by, Asked.BY_NAME, after, CARDS));
    }

    @GetMapping("/by-role")
    @Requires(Permission.APPROVALS_READ)
    ModelAndView byRole(Actor by, @RequestParam(required = false) @Nullable String after) {
        return cards("byrole", by, inbox.waitingFor(by, Asked.BY_ROLE, after, CARDS));
    }

    @GetMapping("/open")
    @Requires(Permission.APPROVALS_READ)
    ModelAndView open(Actor by, @RequestParam(required = false) @Nullable String after) {
        return cards("open", by, inbox.open(by.tenant(), after, CARDS));
    }

    private ModelAndView cards(String look, Actor by, Page<Approval> page) {
        return list(look, by)
                .addObject("cards", inbox.cards(by, page))
                .addObject("currency", tenants.get(by.tenant()).currency());
    }

    @GetMapping("/all")
    @Requires(Permission.APPROVALS_READ)
    ModelAndView all(
            Actor by,
            @RequestParam(defaultValue = "") String status,
            @RequestParam(required = false) @Nullable String after,
            Locale locale) {
        var wanted = ApprovalStatus.ofWire(status).orElse(null);
        return list("all", by)
                .addObject(
                        "approvals",
                        inbox.list(by.tenant(), wanted, QueryWords.id(after), Page.DEFAULT_LIMIT))
                .addObject("narrowed", wanted != null)
                .addObject("statuses", statuses(locale));
    }

    /** With how many wait for the reader under each tab. */
    private ModelAndView list(String look, Actor by) {
        var counts =
                by.may(Permission.APPROVALS_WRITE)
                        ? inbox.countWaitingFor(by, NavigationCount.MOST + 1)
                        : WaitingCounts.NONE;
        return new ModelAndView("approval/list")
                .addObject("look", look)
                .addObject("waiting", counts);
    }

    @GetMapping("/{id}")
    @Requires(Permission.APPROVALS_READ)
    ModelAndView show(Actor by, @PathVariable UUID id) {
        return page.of(by, id);
    }

    /** What was chosen, once more before it counts. */
    @GetMapping("/{id}/decision")
    @Requires(Permission.APPROVALS_WRITE)
    ModelAndView confirm(
            Actor by,
            @PathVariable UUID id,
            @RequestParam(defaultValue = "approve") String decision) {
        var card = inbox.card(by, approvals.get(new ApprovalId(by.tenant(), id)));
        var verdict = Verdict.ofWire(decision).orElseThrow(ApprovalController::undecided);
        return new ModelAndView("approval/decide")
                .addObject("card", card)
                .addObject("currency", tenants.get(by.tenant()).currency())
                .addObject("verdict", verdict.wire());
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
