package dev.baton.approval.web;

import dev.baton.approval.Approval;
import dev.baton.approval.ApprovalId;
import dev.baton.approval.Approvals;
import dev.baton.approval.OtherKind;
import dev.baton.approval.Verdict;
import dev.baton.platform.Page;
import dev.baton.platform.problem.NotFound;
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

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Decides about many of one kind at once, after a page that shows each with its arguments. What an
 * approval asks for never changes under its id, so that what was shown is what is decided.
 */
@Controller
class ApprovalsBulkController {

    /** As many as a person can look at. */
    private static final int MOST = 50;

    private final Approvals approvals;
    private final TenantDirectory tenants;
    private final BulkDesk desk;

    ApprovalsBulkController(Approvals approvals, TenantDirectory tenants, BulkDesk desk) {
        this.approvals = approvals;
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
        var kind = ids.isEmpty() ? null : kind(by, ids);
        var words = comment.replace("\r\n", "\n");
        var task =
                new BulkTask(
                        "/approvals",
                        "approval.bulk." + verdict.wire(),
                        false,
                        _ -> new Page<>(List.of(), null),
                        id -> get(by, id).title(),
                        id -> decide(by, get(by, id), kind, verdict, words));
        return desk.run(task, bulk, redirect);
    }

    private void decide(
            Actor by, Approval approval, @Nullable String kind, Verdict verdict, String comment) {
        if (kind == null || !kind.equals(approval.subject())) {
            throw new OtherKind();
        }
        approvals.decide(approval.id(), verdict, approval.actionHash(), comment, by);
    }

    /** What those have in common that are decided together: the kind of the first one there is. */
    private @Nullable String kind(Actor by, List<UUID> ids) {
        return ids.stream()
                .limit(MOST)
                .flatMap(id -> found(by, id).stream())
                .findFirst()
                .map(Approval::subject)
                .orElse(null);
    }

    private ModelAndView question(Actor by, Verdict verdict, List<UUID> ids) {
        var some = ids.stream().limit(MOST).flatMap(id -> found(by, id).stream()).toList();
        var kind = some.isEmpty() ? null : some.getFirst().subject();
        var same = new ArrayList<Approval>();
        var others = new ArrayList<Approval>();
        some.forEach(one -> (kind != null && kind.equals(one.subject()) ? same : others).add(one));
        return new ModelAndView("approval/decide-many")
                .addObject("verdict", verdict.wire())
                .addObject("cards", approvals.cards(by, new Page<>(same, null)).data())
                .addObject("others", others)
                .addObject("isMore", ids.size() > MOST)
                .addObject(
                        "ids",
                        same.stream()
                                .map(one -> one.id().value().toString())
                                .collect(Collectors.joining(",")))
                .addObject("currency", tenants.get(by.tenant()).currency());
    }

    private List<Approval> found(Actor by, UUID id) {
        try {
            return List.of(get(by, id));
        } catch (NotFound gone) {
            return List.of();
        }
    }

    private Approval get(Actor by, UUID id) {
        return approvals.get(new ApprovalId(by.tenant(), id));
    }
}
