package dev.baton.run;

import dev.baton.approval.ApprovalDecision;
import dev.baton.approval.ApprovalEnd;
import dev.baton.approval.ApprovalId;
import dev.baton.approval.ApprovalListener;
import dev.baton.approval.ApprovalOrigin;
import dev.baton.approval.ApprovalRefused;
import dev.baton.approval.ApprovalStatus;
import dev.baton.approval.ApprovalTerms;
import dev.baton.approval.Approvals;
import dev.baton.approval.NewApproval;
import dev.baton.platform.Sha256;
import dev.baton.platform.database.RetryingTransactions;
import dev.baton.platform.json.JsonValues;
import dev.baton.run.engine.Effect;
import dev.baton.tenant.Role;
import dev.baton.workflow.Action;
import dev.baton.workflow.ApprovalRule;

import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;

import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;

/** Asks people for steps of runs, and tells the runs what they have decided. */
@Component
class RunApprovals implements ApprovalListener {

    static final String KIND = "run";

    private final Approvals approvals;
    private final RunCommands commands;
    private final RetryingTransactions transactions;

    RunApprovals(Approvals approvals, RunCommands commands, RetryingTransactions transactions) {
        this.approvals = approvals;
        this.commands = commands;
        this.transactions = transactions;
    }

    void ask(Execution execution, Effect.Ask ask) {
        if (!execution.isStillOwned()) {
            execution.lost();
            return;
        }
        try {
            var wanted = wanted(execution, ask);
            transactions.run(() -> approvals.request(wanted));
            execution.asked(ask, null);
        } catch (DuplicateKeyException already) {
            execution.asked(ask, null);
        } catch (ApprovalRefused refused) {
            execution.asked(
                    ask, new StepError(refused.code(), String.valueOf(refused.getMessage())));
        }
    }

    private static NewApproval wanted(Execution execution, Effect.Ask ask) {
        var head = execution.head();
        var tenant = head.id().tenant();
        return new NewApproval(
                new ApprovalId(tenant, ask.approval()),
                new ApprovalOrigin(
                        KIND,
                        head.id().value(),
                        ask.path(),
                        head.title() == null ? ask.step().title() : head.title(),
                        "/runs/" + head.id()),
                ask.title(),
                definition(execution, ask),
                JsonValues.mapper().valueToTree(ask.arguments()),
                terms(rule(ask)),
                head.starter().actor(tenant),
                head.traceId());
    }

    private static ApprovalRule rule(Effect.Ask ask) {
        return ask.step().action() instanceof Action.Approve(var _, var rule)
                ? rule
                : Objects.requireNonNull(ask.step().approval());
    }

    /** What is called: a tool by its own hash, anything else as the run's graph has it. */
    private static String definition(Execution execution, Effect.Ask ask) {
        var place = execution.head().id() + " " + ask.path();
        return ask.action() instanceof Action.UseTool(var tool, var _)
                ? Sha256.hex(execution.tool(tool).hash() + " " + place)
                : Sha256.hex(execution.head().graph() + " " + place);
    }

    private static ApprovalTerms terms(ApprovalRule rule) {
        return new ApprovalTerms(
                rule.roles().stream().map(RunApprovals::role).collect(Collectors.toSet()),
                rule.people(),
                rule.approvals(),
                rule.notRequester(),
                rule.deadline(),
                rule.escalationRole() == null ? null : role(rule.escalationRole()));
    }

    private static Role role(String wire) {
        return Role.valueOf(wire.toUpperCase(Locale.ROOT));
    }

    @Override
    public String originKind() {
        return KIND;
    }

    @Override
    public void ended(ApprovalEnd end) {
        var last = end.decisions().isEmpty() ? null : end.decisions().getLast();
        commands.send(
                new RunId(end.id().tenant(), end.origin().id()),
                new RunCommand.ApprovalEnded(
                        end.origin().path(),
                        end.id().value(),
                        refusal(end.status(), last),
                        end.decisions().stream()
                                .map(ApprovalDecision::name)
                                .collect(Collectors.joining(", ")),
                        last == null ? "" : last.comment()));
    }

    private static @Nullable StepError refusal(
            ApprovalStatus status, @Nullable ApprovalDecision last) {
        if (status == ApprovalStatus.APPROVED) {
            return null;
        }
        var code = "approval_" + status.name().toLowerCase(Locale.ROOT);
        return last == null
                ? new StepError(code, "Nobody has decided in time.")
                : new StepError(code, "%s: %s".formatted(last.name(), last.comment()));
    }
}
