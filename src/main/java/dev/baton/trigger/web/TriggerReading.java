package dev.baton.trigger.web;

import static dev.baton.trigger.web.TriggerForm.text;

import dev.baton.platform.json.JsonValues;
import dev.baton.platform.problem.BadInput;
import dev.baton.platform.problem.Conflict;
import dev.baton.platform.problem.FieldProblem;
import dev.baton.platform.problem.NotFound;
import dev.baton.tenant.TenantId;
import dev.baton.trigger.HookSignature;
import dev.baton.trigger.Moments;
import dev.baton.trigger.Overlap;
import dev.baton.trigger.TriggerKind;
import dev.baton.trigger.TriggerKind.Hook;
import dev.baton.trigger.TriggerKind.OnEvent;
import dev.baton.trigger.TriggerKind.OnRunEnd;
import dev.baton.trigger.TriggerKind.Schedule;
import dev.baton.trigger.TriggerLimits;
import dev.baton.trigger.TriggerWish;
import dev.baton.workflow.WorkflowShelf;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Reads one form; everything that is wrong with it is told at once. */
final class TriggerReading {

    private static final UUID NONE = new UUID(0, 0);

    private final TenantId tenant;
    private final TriggerForm form;
    private final WorkflowShelf workflows;
    private final List<FieldProblem> wrong = new ArrayList<>();

    TriggerReading(TenantId tenant, TriggerForm form, WorkflowShelf workflows) {
        this.tenant = tenant;
        this.form = form;
        this.workflows = workflows;
    }

    /**
     * @throws BadInput naming the fields of the form that cannot be so
     */
    TriggerWish wish() {
        var read =
                new TriggerWish(
                        needed("name", form.name(), TriggerLimits.LONGEST_NAME),
                        workflow(),
                        version(),
                        kind(),
                        optional("title", form.title(), TriggerLimits.LONGEST_TITLE),
                        input(),
                        text(form.secret()).isEmpty() ? null : text(form.secret()));
        if (!wrong.isEmpty()) {
            throw new BadInput(
                    "invalid_request",
                    "Some fields cannot be so.",
                    wrong.toArray(FieldProblem[]::new));
        }
        return read;
    }

    /** Asked for here, so that it is told along with all else. */
    private String workflow() {
        var named = needed("workflow", form.workflow(), TriggerLimits.LONGEST_TITLE);
        if (!named.isEmpty()) {
            find("workflow", named, null);
        }
        return named;
    }

    private @Nullable Integer version() {
        var digits = text(form.workflowVersion());
        if (digits.isEmpty()) {
            return null;
        }
        if (!digits.matches("[0-9]{1,6}")) {
            refuse("workflowVersion", "invalid", "a whole number");
            return null;
        }
        var number = Integer.parseInt(digits);
        if (wrong.stream().noneMatch(it -> it.field().equals("workflow"))) {
            find("workflowVersion", text(form.workflow()), number);
        }
        return number;
    }

    private UUID find(String field, String named, @Nullable Integer number) {
        try {
            return workflows.find(tenant, named, number).id().workflowId();
        } catch (NotFound none) {
            refuse(field, "missing", String.valueOf(none.getMessage()));
        } catch (Conflict notReady) {
            refuse(field, notReady.code(), String.valueOf(notReady.getMessage()));
        }
        return NONE;
    }

    private TriggerKind kind() {
        return switch (String.valueOf(form.kind())) {
            case "event" ->
                    new OnEvent(
                            needed("eventType", form.eventType(), TriggerLimits.LONGEST_NAME),
                            optional("filter", form.filter(), TriggerLimits.LONGEST_FILTER));
            case "run_end" -> new OnRunEnd(endWorkflow(), ends());
            case "webhook" ->
                    new Hook(
                            HookSignature.ofWire(text(form.signature()))
                                    .orElseGet(() -> unknown("signature", HookSignature.NONE)),
                            pace());
            default ->
                    new Schedule(
                            needed("cron", form.cron(), TriggerLimits.LONGEST_TITLE),
                            needed("zone", form.zone(), TriggerLimits.LONGEST_NAME),
                            Overlap.ofWire(text(form.overlap()))
                                    .orElseGet(() -> unknown("overlap", Overlap.SKIP)),
                            until());
        };
    }

    private @Nullable Instant until() {
        var typed = text(form.until());
        if (typed.isEmpty()) {
            return null;
        }
        var moment = Moments.read(typed, text(form.zone()));
        if (moment.isEmpty()) {
            refuse("until", "invalid", "a day and a time");
        }
        return moment.orElse(null);
    }

    private UUID endWorkflow() {
        var named = needed("endWorkflow", form.endWorkflow(), TriggerLimits.LONGEST_TITLE);
        return named.isEmpty() ? NONE : find("endWorkflow", named, null);
    }

    private Set<String> ends() {
        var ends = new HashSet<>(form.ends() == null ? List.<String>of() : form.ends());
        ends.retainAll(TriggerLimits.ENDS);
        if (ends.isEmpty()) {
            refuse("ends", "required", "at least one");
        }
        return ends;
    }

    private int pace() {
        var digits = text(form.perMinute());
        var pace = digits.matches("[0-9]{1,9}") ? Integer.parseInt(digits) : 0;
        if (pace < 1 || pace > TriggerLimits.FASTEST) {
            refuse("perMinute", "out_of_range", "1 to " + TriggerLimits.FASTEST);
        }
        return pace;
    }

    private Map<String, Object> input() {
        var given = text(form.input());
        if (given.length() > TriggerLimits.LARGEST_INPUT) {
            refuse("input", "too_large", "at most " + TriggerLimits.LARGEST_INPUT + " characters");
        } else if (!form.hasReadableInput()) {
            refuse("input", "invalid", "a JSON object");
        } else if (!given.isEmpty()) {
            var input = JsonValues.object(given);
            if (input.containsKey("trigger")) {
                refuse("input", "reserved", "trigger says what made the trigger fire");
            }
            return input;
        }
        return Map.of();
    }

    private String needed(String field, @Nullable String value, int longest) {
        if (text(value).isEmpty()) {
            refuse(field, "required", "must be a non-empty text");
        }
        return within(field, text(value), longest);
    }

    private @Nullable String optional(String field, @Nullable String value, int longest) {
        return text(value).isEmpty() ? null : within(field, text(value), longest);
    }

    private String within(String field, String value, int longest) {
        if (value.length() > longest) {
            refuse(field, "too_long", "at most " + longest + " characters");
        }
        return value;
    }

    private <T> T unknown(String field, T instead) {
        refuse(field, "unknown", "one of those that are offered");
        return instead;
    }

    private void refuse(String field, String code, String message) {
        wrong.add(new FieldProblem(field, code, message));
    }
}
