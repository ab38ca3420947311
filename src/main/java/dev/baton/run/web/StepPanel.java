package dev.baton.run.web;

import dev.baton.message.MessageInbox;
import dev.baton.run.Run;
import dev.baton.run.RunHistory;
import dev.baton.run.StepRecord;
import dev.baton.run.StepStatus;
import dev.baton.run.engine.Fork;
import dev.baton.tenant.TenantId;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/** Tells all about the step of a run that somebody has chosen. */
@Component
class StepPanel {

    /** Items that are shown unless somebody asks for more. */
    static final int ITEMS = 25;

    private static final int MOST_ATTEMPTS = 20;

    /**
     * @param decision why this agent; null where no agent was chosen, or it is not kept any more
     */
    record Attempt(StepRecord.Attempt made, @Nullable UUID decision) {}

    /**
     * @param path of the step or its key
     * @param record of the step; null before it came up, and where several items or rounds have it
     * @param awaited steps before it that have not ended
     * @param items of the step, the first ones
     * @param attempts the last ones
     */
    record View(
            String path,
            StepGroup group,
            @Nullable StepRecord record,
            List<StepGroup> awaited,
            List<StepRecord> items,
            @Nullable PrettyJson arguments,
            @Nullable PrettyJson result,
            List<Attempt> attempts) {

        /** The run's own step that this is, or is in. */
        public String own() {
            return Fork.top(path);
        }

        /** What a status looks like. */
        public String look(StepStatus status) {
            return StepLook.of(status);
        }

        /** How many items or rounds have the step. */
        public int count() {
            return group.count();
        }
    }

    private final RunHistory history;
    private final MessageInbox messages;

    StepPanel(RunHistory history, MessageInbox messages) {
        this.history = history;
        this.messages = messages;
    }

    /** The step that the address names; where it names none, what somebody would look for first. */
    @Nullable View of(Run run, Outline outline, RunLook look) {
        var path = Optional.ofNullable(look.step()).orElseGet(() -> interesting(run, outline));
        var group = path == null ? null : outline.find(StepGroup.keyOf(path));
        if (path == null || group == null) {
            return null;
        }
        var found = record(outline, group, path);
        var record = found == null ? null : history.whole(run, found);
        return new View(
                path,
                group,
                record,
                awaited(outline, group),
                record == null
                        ? group.records().stream().limit(look.itemsOr(ITEMS)).toList()
                        : List.of(),
                record == null ? null : PrettyJson.of(record.arguments()),
                record == null ? null : PrettyJson.of(record.result()),
                record == null ? List.of() : attempts(run.id().tenant(), record));
    }

    private static @Nullable StepRecord record(Outline outline, StepGroup group, String path) {
        return !group.isRepeated() && group.hasBegun()
                ? group.records().getFirst()
                : outline.record(path);
    }

    private static @Nullable String interesting(Run run, Outline outline) {
        var error = run.summary().error();
        var step = error == null ? null : error.step();
        var current = step == null ? run.summary().currentStep() : step;
        return current != null
                ? current
                : outline.steps().stream().map(StepGroup::key).findFirst().orElse(null);
    }

    private static List<StepGroup> awaited(Outline outline, StepGroup group) {
        return group.hasBegun()
                ? List.of()
                : group.after().stream()
                        .map(outline::find)
                        .filter(Objects::nonNull)
                        .filter(before -> !isOver(before))
                        .toList();
    }

    private static boolean isOver(StepGroup step) {
        return step.hasBegun()
                && step.records().stream().map(StepRecord::status).allMatch(StepStatus::isFinal);
    }

    private List<Attempt> attempts(TenantId tenant, StepRecord step) {
        var made = step.attempts();
        var last = made.subList(Math.max(0, made.size() - MOST_ATTEMPTS), made.size());
        var decisions =
                messages.decisions(
                        tenant,
                        last.stream()
                                .map(StepRecord.Attempt::message)
                                .filter(Objects::nonNull)
                                .toList());
        return last.stream()
                .map(
                        each ->
                                new Attempt(
                                        each,
                                        each.message() == null
                                                ? null
                                                : decisions.get(each.message())))
                .toList();
    }
}
