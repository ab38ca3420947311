package dev.baton.run;

import dev.baton.approval.Amount;
import dev.baton.approval.AmountInvalid;
import dev.baton.approval.Approval;
import dev.baton.approval.ApprovalDecision;
import dev.baton.approval.ApprovalEnd;
import dev.baton.approval.ApprovalId;
import dev.baton.approval.ApprovalListener;
import dev.baton.approval.ApprovalOrigin;
import dev.baton.approval.ApprovalRefused;
import dev.baton.approval.ApprovalReplaced;
import dev.baton.approval.ApprovalStatus;
import dev.baton.approval.ApprovalTerms;
import dev.baton.approval.Approvals;
import dev.baton.approval.ExactAction;
import dev.baton.approval.NewApproval;
import dev.baton.approval.Risk;
import dev.baton.planner.PlanEstimates;
import dev.baton.planner.PlannedStep;
import dev.baton.planner.Planner;
import dev.baton.platform.Sha256;
import dev.baton.platform.database.RetryingTransactions;
import dev.baton.platform.json.JsonValues;
import dev.baton.platform.problem.Problem;
import dev.baton.run.engine.Arguments;
import dev.baton.run.engine.Effect;
import dev.baton.run.engine.RunState;
import dev.baton.tenant.Role;
import dev.baton.tenant.TenantId;
import dev.baton.workflow.Action;
import dev.baton.workflow.ApprovalRule;
import dev.baton.workflow.ExpressionFailed;
import dev.baton.workflow.Step;
import dev.baton.workflow.WorkflowShelf;

import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;

import tools.jackson.databind.JsonNode;

import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/** Asks people for steps of runs, and tells the runs what they have decided. */
@Component
class RunApprovals implements ApprovalListener {

    static final String KIND = "run";

    private final Approvals approvals;
    private final RunCommands commands;
    private final RunHistory history;
    private final Runs runs;
    private final PlanEstimates estimates;
    private final Planner planner;
    private final WorkflowShelf workflows;
    private final ActionDefinitions definitions;
    private final RetryingTransactions transactions;

    RunApprovals(
            Approvals approvals,
            RunCommands commands,
            RunHistory history,
            Runs runs,
            PlanEstimates estimates,
            Planner planner,
            WorkflowShelf workflows,
            ActionDefinitions definitions,
            RetryingTransactions transactions) {
        this.approvals = approvals;
        this.commands = commands;
        this.history = history;
        this.runs = runs;
        this.estimates = estimates;
        this.planner = planner;
        this.workflows = workflows;
        this.definitions = definitions;
        this.transactions = transactions;
    }

    void ask(Execution execution, Effect.Ask ask) {
        if (!execution.isStillOwned()) {
            execution.lost();
            return;
        }
        var unfit = ToolArguments.refusal(execution.graph(), ask.action(), ask.arguments());
        if (unfit == null) {
            unfit = StepAmounts.refusal(ask.step(), ask.arguments());
        }
        if (unfit != null) {
            execution.asked(ask, unfit);
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

    private NewApproval wanted(Execution execution, Effect.Ask ask) {
        var head = execution.head();
        var tenant = head.id().tenant();
        var arguments = ActionDefinitions.written(ask.arguments());
        return new NewApproval(
                new ApprovalId(tenant, ask.approval()),
                new ApprovalOrigin(
                        KIND,
                        head.id().value(),
                        ask.path(),
                        head.title() == null ? ask.step().title() : head.title(),
                        "/runs/" + head.id()),
                ask.title(),
                definitions.of(head, execution.graph(), ask.path(), ask.action(), ask.arguments()),
                arguments,
                terms(Objects.requireNonNull(ask.step().agreement())),
                head.starter().actor(tenant),
                head.traceId(),
                subject(head, ask),
                cost(head, ask.path()),
                StepAmounts.of(ask.step(), arguments));
    }

    /** What the same step and tool are in every run of a workflow, or of a graph of none. */
    private static String subject(RunHead head, Effect.Ask ask) {
        var workflow = head.workflow();
        var graph = workflow == null ? head.graph() : workflow.workflow().toString();
        var path = ask.path().replaceAll("/\\d+/", "/*/");
        var what =
                ask.action() instanceof Action.UseTool(var tool, var _)
                        ? "tool " + tool
                        : ask.action().kind();
        return Sha256.hex(String.join(" ", graph, path, what));
    }

    /** As the run's plan has it; nobody knows where none stands behind it. */
    private @Nullable Long cost(RunHead head, String path) {
        var tenant = head.id().tenant();
        return estimates
                .find(tenant, head.id().value())
                .flatMap(estimate -> planner.kept(tenant, estimate.hash()))
                .flatMap(plan -> plan.steps().stream().filter(step -> isAt(step, path)).findFirst())
                .map(step -> step.cost().likely())
                .filter(cost -> cost > 0)
                .orElse(null);
    }

    private static boolean isAt(PlannedStep step, String path) {
        return step.inside() == null && step.id().equals(path);
    }

    private static ApprovalTerms terms(ApprovalRule rule) {
        return new ApprovalTerms(
                rule.roles().stream().map(RunApprovals::role).collect(Collectors.toSet()),
                rule.people(),
                rule.approvals(),
                rule.notRequester(),
                rule.deadline(),
                rule.escalationRole() == null ? null : role(rule.escalationRole()),
                rule.risk() == null ? null : Risk.valueOf(rule.risk().toUpperCase(Locale.ROOT)),
                rule.amount() == null ? Map.of() : rule.amount().upTo());
    }

    private static Role role(String wire) {
        return Role.valueOf(wire.toUpperCase(Locale.ROOT));
    }

    @Override
    public String originKind() {
        return KIND;
    }

    /** What is called stays the same: only what it is called with can be changed. */
    @Override
    public ExactAction changed(Approval before, JsonNode wanted) {
        var tenant = before.id().tenant();
        var run = runs.find(new RunId(tenant, before.origin().id()));
        var now = before.arguments();
        if (run.isEmpty() || now == null) {
            throw ApprovalRefused.of("arguments", "fixed", "cannot be changed: the run is gone");
        }
        var state = history.state(tenant, run.get().id().value()).state();
        var path = before.origin().path();
        var old = ActionDefinitions.written(JsonValues.value(now));
        var given = ActionDefinitions.written(JsonValues.value(wanted.toString()));
        var made = changed(state, run.get(), path, old, given);
        return new ExactAction(made, amount(state.index().definition(path), made));
    }

    private static @Nullable Amount amount(Step step, JsonNode arguments) {
        try {
            return StepAmounts.of(step, arguments);
        } catch (ExpressionFailed | AmountInvalid none) {
            throw ApprovalRefused.of(
                    "arguments", "amount_invalid", "say no amount: " + none.getMessage());
        }
    }

    private JsonNode changed(RunState state, Run run, String path, JsonNode old, JsonNode given) {
        var tenant = run.id().tenant();
        switch (state.index().definition(path).action()) {
            case Action.Approve _ -> {
                if (given.isNull()) {
                    throw ApprovalRefused.of("arguments", "required", "must not be null");
                }
                return given;
            }
            case Action.Http _ -> {
                ChangedArguments.check(old, given, "url", "body");
                ChangedArguments.checkPlace(old, given);
                return given;
            }
            case Action.Agent _ -> {
                ChangedArguments.check(old, given, "messages", "variables");
                ChangedArguments.checkKinds(old, given, "messages", "variables");
                ChangedArguments.checkObject(given, "variables");
                ChangedArguments.checkNoNewNulls(old, given, "variables");
                return given;
            }
            case Action.SubWorkflow step -> {
                ChangedArguments.check(old, given, "input");
                ChangedArguments.checkObject(given, "input");
                input(tenant, step)
                        .ifPresent(
                                schema ->
                                        ChangedArguments.checkSchema(
                                                schema,
                                                "input",
                                                JsonValues.value(given.path("input").toString())));
                return given;
            }
            case Action.UseTool(var name, var _) -> {
                ChangedArguments.check(old, given, "arguments");
                var with = JsonValues.value(given.path("arguments").toString());
                ChangedArguments.checkSchema(
                        state.index().graph().tool(name).parameters(), "arguments", with);
                var made =
                        ActionDefinitions.written(
                                request(state, run, path, with)
                                        .orElseThrow(
                                                () ->
                                                        ApprovalRefused.of(
                                                                "arguments",
                                                                "fixed",
                                                                "cannot be changed: the step is"
                                                                        + " over")));
                ChangedArguments.checkOrigin(old, made);
                return made;
            }
            default ->
                    throw ApprovalRefused.of(
                            "arguments", "fixed", "cannot be changed: the step has none");
        }
    }

    /** What the other workflow takes; one that is not there says so when its step begins. */
    private Optional<Map<String, Object>> input(TenantId tenant, Action.SubWorkflow step) {
        try {
            return Optional.of(
                    workflows.find(tenant, step.workflow(), step.version()).graph().input());
        } catch (Problem notThere) {
            return Optional.empty();
        }
    }

    private static Optional<Map<String, Object>> request(
            RunState state, Run run, String path, @Nullable Object with) {
        try {
            return Arguments.ofTool(state, run.head().bound(), path, with);
        } catch (ExpressionFailed failure) {
            throw ApprovalRefused.of(
                    "arguments", "invalid", "make no request: " + failure.getMessage());
        }
    }

    @Override
    public void replaced(ApprovalReplaced replaced) {
        commands.send(
                new RunId(replaced.before().tenant(), replaced.origin().id()),
                new RunCommand.ApprovalChanged(
                        replaced.origin().path(),
                        replaced.before().value(),
                        replaced.after().value(),
                        replaced.title(),
                        JsonValues.value(replaced.arguments().toString()),
                        replaced.by()));
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
                                .map(ApprovalDecision::told)
                                .collect(Collectors.joining(", ")),
                        last == null ? "" : last.comment(),
                        end.actionHash()));
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
