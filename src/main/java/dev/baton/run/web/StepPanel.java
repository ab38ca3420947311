package dev.baton.run.web;

import dev.baton.message.MessageInbox;
import dev.baton.run.Run;
import dev.baton.run.RunDesk;
import dev.baton.run.RunFilter;
import dev.baton.run.RunHistory;
import dev.baton.run.RunStatus;
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

    private static final String BEGINS_RUNS = "workflow";

    /**
     * @param agent that was asked; null where none was, or that is not known yet
     * @param message that it was sent; null where there is none
     * @param decision why this agent; null where no agent was chosen, or it is not kept any more
     */
    record Attempt(
            StepRecord.Attempt made,
            @Nullable String agent,
            @Nullable UUID message,
            @Nullable UUID decision) {}

    /** A run that a step began. */
    record Child(UUID id, RunStatus status, double progress) {

        public boolean isOpen() {
            return !status.isFinal();
        }
    }

    /**
     * @param path of the step or its key
     * @param record of the step; null before it came up, and where several items or rounds have it
     * @param awaited steps before it that have not ended
     * @param items of the step, the first ones
     * @param attempts the last ones
     * @param waiting what it waits for; null when it does not
     * @param child the run that it began; null when it began none, or that is not kept any more
     */
    record View(
            String path,
            StepGroup group,
            @Nullable StepRecord record,
            List<StepGroup> awaited,
            List<StepRecord> items,
            @Nullable PrettyJson arguments,
            @Nullable PrettyJson result,
            List<Attempt> attempts,
            WaitingWords.@Nullable Told waiting,
            @Nullable Child child) {

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
    private final RunDesk desk;
    private final MessageInbox messages;
    private final WaitingWords words;

    StepPanel(RunHistory history, RunDesk desk, MessageInbox messages, WaitingWords words) {
        this.history = history;
        this.desk = desk;
        this.messages = messages;
        this.words = words;
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
                record == null ? List.of() : attempts(run.id().tenant(), record),
                record == null || record.waitingFor() == null
                        ? null
                        : words.of(run, record.waitingFor()),
                record == null ? null : child(run.id().tenant(), record));
    }

    /** A run that a step begins has the key of its attempt. */
    private @Nullable Child child(TenantId tenant, StepRecord step) {
        if (!step.kind().equals(BEGINS_RUNS) || step.attempts().isEmpty()) {
            return null;
        }
        var id = step.attempts().getLast().key();
        return desk.list(tenant, RunFilter.only(id), null, 1).data().stream()
                .findFirst()
                .map(run -> new Child(id, run.status(), run.summary().progress()))
                .orElse(null);
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
        // Attempts of a message have its id as their key.
        var asked =
                messages.asked(
                        tenant, last.stream().map(StepRecord.Attempt::key).distinct().toList());
        return last.stream()
                .map(
                        each ->
                                each == told(last, each.key())
                                        ? attempt(each, asked.get(each.key()))
                                        : attempt(each, null))
                .toList();
    }

    /** The attempt that its message stands as it left it. */
    private static StepRecord.Attempt told(List<StepRecord.Attempt> attempts, UUID key) {
        var own = attempts.stream().filter(each -> each.key().equals(key)).toList();
        return own.reversed().stream()
                .filter(each -> each.message() != null)
                .findFirst()
                .or(() -> own.reversed().stream().filter(it -> it.endedAt() != null).findFirst())
                .orElseGet(own::getLast);
    }

    /**
     * @param asked what the message tells of this attempt; null for nothing
     */
    private static Attempt attempt(StepRecord.Attempt made, MessageInbox.@Nullable Asked asked) {
        return asked == null
                ? new Attempt(made, made.agent(), made.message(), null)
                : new Attempt(
                        made,
                        made.agent() == null ? asked.agent() : made.agent(),
                        made.key(),
                        asked.decision());
    }
}
