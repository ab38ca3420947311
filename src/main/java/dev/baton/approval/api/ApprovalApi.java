package dev.baton.approval.api;

import dev.baton.approval.Approval;
import dev.baton.approval.ApprovalChanges;
import dev.baton.approval.ApprovalId;
import dev.baton.approval.ApprovalInbox;
import dev.baton.approval.ApprovalQuestions;
import dev.baton.approval.ApprovalStatus;
import dev.baton.approval.Approvals;
import dev.baton.approval.Asked;
import dev.baton.platform.Page;
import dev.baton.platform.problem.BadInput;
import dev.baton.platform.problem.FieldProblem;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Requires;
import dev.baton.tenant.TenantDirectory;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;

import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import java.util.UUID;

/** What waits for people, and their decisions. */
@RestController
@Tag(name = "Approvals")
@RequestMapping("/api/v1/approvals")
class ApprovalApi {

    private final Approvals approvals;
    private final ApprovalInbox inbox;
    private final ApprovalChanges changes;
    private final ApprovalQuestions questions;
    private final TenantDirectory tenants;

    ApprovalApi(
            Approvals approvals,
            ApprovalInbox inbox,
            ApprovalChanges changes,
            ApprovalQuestions questions,
            TenantDirectory tenants) {
        this.approvals = approvals;
        this.inbox = inbox;
        this.changes = changes;
        this.questions = questions;
        this.tenants = tenants;
    }

    @Operation(
            operationId = "listApprovals",
            summary = "Approvals, newest first",
            description =
                    "With mine=true those that wait for you, or for the person who made your key,"
                            + " and with order=due all that are open; both the most urgent first.")
    @GetMapping
    @Requires(Permission.APPROVALS_READ)
    Page<ApprovalJson> list(
            Actor by,
            @Parameter(description = "open, approved, rejected, expired, withdrawn or replaced")
                    @RequestParam(required = false)
                    @Nullable String status,
            @Parameter(description = "Only those that wait for you; they are open")
                    @RequestParam(defaultValue = "false")
                    boolean mine,
            @Parameter(description = "newest, or due: all that are open by their deadlines")
                    @RequestParam(required = false)
                    @Nullable String order,
            @Parameter(description = "next_cursor of the page before")
                    @RequestParam(required = false)
                    @Nullable String after,
            @RequestParam(defaultValue = "50") int limit) {
        var wanted = status(status);
        var most = Math.clamp(limit, 1, Page.MAX_LIMIT);
        var byDeadline = byDeadline(order);
        if (!mine && !byDeadline) {
            return listed(by, inbox.list(by.tenant(), wanted, id(after), most));
        }
        if (wanted != null && wanted != ApprovalStatus.OPEN) {
            throw wrong("status", "ambiguous", "open or left out with mine=true or order=due");
        }
        var page =
                mine
                        ? inbox.waitingFor(by, Asked.ANYHOW, after, most)
                        : inbox.open(by.tenant(), after, most);
        return listed(by, page);
    }

    private Page<ApprovalJson> listed(Actor by, Page<Approval> page) {
        var currency = tenants.get(by.tenant()).currency();
        return page.map(one -> ApprovalJson.of(one, currency));
    }

    private static boolean byDeadline(@Nullable String order) {
        if (order == null || order.isBlank() || order.equals("newest")) {
            return false;
        }
        if (!order.equals("due")) {
            throw wrong("order", "unknown", "one of newest, due");
        }
        return true;
    }

    @Operation(
            operationId = "getApproval",
            summary = "One approval, with what exactly is to be done and what was decided")
    @GetMapping("/{id}")
    @Requires(Permission.APPROVALS_READ)
    ApprovalJson get(Actor by, @PathVariable UUID id) {
        return shown(by, approvals.get(new ApprovalId(by.tenant(), id)));
    }

    @Operation(
            operationId = "decideApproval",
            summary = "Approve or reject",
            description =
                    """
                    Counts for one person: yourself, or whoever made the key. The same decision again changes nothing; \
                    another hash than the approval's is refused with approval_changed.\
                    """)
    @PostMapping("/{id}/decision")
    @Requires(Permission.APPROVALS_WRITE)
    ApprovalJson decide(Actor by, @PathVariable UUID id, @RequestBody DecisionRequest wanted) {
        var decided =
                approvals.decide(
                        new ApprovalId(by.tenant(), id),
                        wanted.verdict(),
                        wanted.requiredHash(),
                        wanted.commentOrNone(),
                        by);
        return shown(by, decided);
    }

    @Operation(
            operationId = "changeApproval",
            summary = "Change the arguments and approve that",
            description =
                    """
                    Another approval with the changed arguments stands in the place of this one, approved by you; where \
                    two people must agree, another one has to as well. Where whoever asked may not decide, the change \
                    counts as asked by you: you propose it, and others approve it. What is called stays the same. What \
                    it was asked for goes on \
                    with exactly the changed arguments. new_hash is what the preview told: when something else would come \
                    of it by now it is refused with approval_changed. The same change again changes nothing.\
                    """)
    @PostMapping("/{id}/change")
    @Requires(Permission.APPROVALS_WRITE)
    ApprovalJson change(Actor by, @PathVariable UUID id, @RequestBody ChangeRequest wanted) {
        return shown(by, changes.approve(new ApprovalId(by.tenant(), id), wanted.change(), by));
    }

    @Operation(
            operationId = "previewApprovalChange",
            summary = "What would come of a change",
            description =
                    """
                    Nothing is written. Of a tool the whole request is made anew, so that there may be more differences \
                    than were typed; what is refused here could not be approved.\
                    """)
    @PostMapping("/{id}/change/preview")
    @Requires(Permission.APPROVALS_WRITE)
    ChangePreviewJson preview(Actor by, @PathVariable UUID id, @RequestBody ChangeRequest wanted) {
        var approval = new ApprovalId(by.tenant(), id);
        return ChangePreviewJson.of(changes.preview(approval, wanted.look(), by));
    }

    @Operation(
            operationId = "askAboutApproval",
            summary = "Ask back",
            description = "The person who asked for it answers; the deadline keeps running.")
    @PostMapping("/{id}/questions")
    @Requires(Permission.APPROVALS_WRITE)
    ApprovalJson ask(Actor by, @PathVariable UUID id, @RequestBody QuestionRequest wanted) {
        var approval = new ApprovalId(by.tenant(), id);
        questions.ask(approval, wanted.text(), by);
        return shown(by, approvals.get(approval));
    }

    @Operation(
            operationId = "answerAboutApproval",
            summary = "Answer a question about what you asked for")
    @PostMapping("/{id}/questions/{question}")
    @Requires(Permission.APPROVALS_WRITE)
    ApprovalJson answer(
            Actor by,
            @PathVariable UUID id,
            @PathVariable UUID question,
            @RequestBody AnswerRequest wanted) {
        var approval = new ApprovalId(by.tenant(), id);
        questions.answer(approval, question, wanted.text(), by);
        return shown(by, approvals.get(approval));
    }

    private ApprovalJson shown(Actor by, Approval approval) {
        return ApprovalJson.of(
                inbox.card(by, approval),
                questions.of(approval.id()),
                tenants.get(by.tenant()).currency());
    }

    private static @Nullable ApprovalStatus status(@Nullable String wanted) {
        return wanted == null || wanted.isBlank()
                ? null
                : ApprovalStatus.ofWire(wanted)
                        .orElseThrow(
                                () ->
                                        wrong(
                                                "status",
                                                "unknown",
                                                "one of open, approved, rejected, expired,"
                                                        + " withdrawn, replaced"));
    }

    private static @Nullable UUID id(@Nullable String cursor) {
        try {
            return cursor == null || cursor.isEmpty() ? null : UUID.fromString(cursor);
        } catch (IllegalArgumentException notOurs) {
            throw new BadInput("cursor_invalid", "The cursor is not one of ours.");
        }
    }

    private static BadInput wrong(String field, String code, String message) {
        return new BadInput(
                "invalid_request",
                "The parameter " + field + " cannot be used.",
                new FieldProblem(field, code, message));
    }
}
