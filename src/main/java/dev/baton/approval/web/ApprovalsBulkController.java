package dev.baton.approval.web;

import dev.baton.approval.Approval;
import dev.baton.approval.ApprovalCard;
import dev.baton.approval.ApprovalId;
import dev.baton.approval.ApprovalInbox;
import dev.baton.approval.Approvals;
import dev.baton.approval.OtherKind;
import dev.baton.approval.Verdict;
import dev.baton.platform.Page;
import dev.baton.platform.web.BulkDesk;
import dev.baton.platform.web.BulkRequest;
import dev.baton.platform.web.BulkTask;
import dev.baton.platform.web.UnknownBulkAction;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Requires;
import dev.baton.tenant.TenantDirectory;

import jakarta.servlet.http.HttpServletRequest;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Decides about many of one kind at once, after a page that shows each with its arguments. What an
 * approval asks for never changes under its id, so that what was shown is what is decided.
 */
@Controller
class ApprovalsBulkController {

    /** As many as a person can look at. */
    private static final int MOST = 50;

    private final Approvals approvals;
    private final ApprovalInbox inbox;
    private final TenantDirectory tenants;
    private final BulkDesk desk;

    ApprovalsBulkController(
            Approvals approvals, ApprovalInbox inbox, TenantDirectory tenants, BulkDesk desk) {
        this.approvals = approvals;
        this.inbox = inbox;
        this.tenants = tenants;
        this.desk = desk;
    }

    @PostMapping("/approvals/bulk")
    @Requires(Permission.APPROVALS_WRITE)
    ModelAndView decide(
            Actor by,
            @ModelAttribute("bulk") BulkRequest bulk,
            @RequestParam(defaultValue = "") String comment,
            HttpServletRequest request,
            RedirectAttributes redirect) {
        if (BulkRequest.isIn(request.getQueryString()) || Boolean.TRUE.equals(bulk.all())) {
            throw new UnknownBulkAction();
        }
        var verdict = Verdict.ofWire(bulk.wanted()).orElseThrow(UnknownBulkAction::new);
        var ids = bulk.id() == null ? List.<UUID>of() : bulk.id().stream().distinct().toList();
        if (!ids.isEmpty() && !Boolean.TRUE.equals(bulk.confirmed())) {
            return question(by, verdict, ids);
        }
        var some = inbox.some(by.tenant(), ids.stream().limit(MOST).toList());
        var kind =
                ids.stream()
                        .flatMap(id -> Stream.ofNullable(some.get(id)))
                        .findFirst()
                        .map(Approval::subject)
                        .orElse(null);
        var words = comment.replace("\r\n", "\n");
        var task =
                new BulkTask(
                        "/approvals",
                        "approval.bulk." + verdict.wire(),
                        false,
                        _ -> new Page<>(List.of(), null),
                        id -> readable(by, some, id).title(),
                        id -> decide(by, readable(by, some, id), kind, verdict, words));
        return desk.run(task, bulk, redirect);
    }

    /** Fails where there is none, or none that can be read. */
    private Approval readable(Actor by, Map<UUID, Approval> some, UUID id) {
        var one = some.get(id);
        return one == null || one.arguments() == null
                ? approvals.get(new ApprovalId(by.tenant(), id))
                : one;
    }

    private void decide(
            Actor by, Approval approval, @Nullable String kind, Verdict verdict, String comment) {
        if (kind == null || !kind.equals(approval.subject())) {
            throw new OtherKind();
        }
        approvals.decide(approval.id(), verdict, approval.actionHash(), comment, by);
    }

    private ModelAndView question(Actor by, Verdict verdict, List<UUID> ids) {
        var cards = inbox.cards(by, ids.stream().limit(MOST).toList());
        var kind =
                cards.stream()
                        .filter(card -> card.waits() && !card.isTooLong())
                        .findFirst()
                        .map(card -> card.approval().subject())
                        .orElse(null);
        var together = cards.stream().filter(card -> aside(card, kind) == null).toList();
        return new ModelAndView("approval/decide-many")
                .addObject("verdict", verdict.wire())
                .addObject("cards", together)
                .addObject(
                        "others",
                        cards.stream()
                                .flatMap(card -> Stream.ofNullable(aside(card, kind)))
                                .toList())
                .addObject("isMore", ids.size() > MOST)
                .addObject(
                        "ids",
                        together.stream()
                                .map(card -> card.approval().id().value().toString())
                                .collect(Collectors.joining(",")))
                .addObject("currency", tenants.get(by.tenant()).currency());
    }

    /**
     * What is not decided together with the others.
     *
     * @param why last part of the key of its reason
     */
    record Aside(Approval approval, String why) {}

    private static @Nullable Aside aside(ApprovalCard card, @Nullable String kind) {
        var one = card.approval();
        if (!card.waits()) {
            return new Aside(one, "notyours");
        }
        if (card.isTooLong()) {
            return new Aside(one, "long");
        }
        return kind == null || !kind.equals(one.subject()) ? new Aside(one, "kind") : null;
    }
}
