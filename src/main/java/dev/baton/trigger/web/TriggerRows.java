package dev.baton.trigger.web;

import dev.baton.platform.Page;
import dev.baton.run.RunDesk;
import dev.baton.run.RunStatus;
import dev.baton.tenant.Actor;
import dev.baton.trigger.Firing;
import dev.baton.trigger.Trigger;
import dev.baton.trigger.TriggerFilter;
import dev.baton.trigger.TriggerKind.OnRunEnd;
import dev.baton.trigger.Triggers;
import dev.baton.workflow.WorkflowRegistry;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Looks up what a list of triggers shows, in as many questions for many rows as for one. */
@Component
class TriggerRows {

    private static final int MARKS = 8;

    private final Triggers triggers;
    private final WorkflowRegistry workflows;
    private final RunDesk runs;
    private final TriggerWords words;

    TriggerRows(Triggers triggers, WorkflowRegistry workflows, RunDesk runs, TriggerWords words) {
        this.triggers = triggers;
        this.workflows = workflows;
        this.runs = runs;
        this.words = words;
    }

    Page<TriggerRow> of(Actor by, TriggerFilter filter, @Nullable UUID after, int limit) {
        var page = triggers.list(by, filter, after, limit);
        var names = names(by, page.data());
        var ids = page.data().stream().map(trigger -> trigger.id().value()).toList();
        var recent = triggers.recent(by, ids, MARKS);
        var statuses = statuses(by, recent.values().stream().flatMap(List::stream));
        return page.map(
                trigger ->
                        new TriggerRow(
                                trigger,
                                words.name(trigger.workflow(), names),
                                words.when(trigger, names),
                                words.marks(
                                        recent.getOrDefault(trigger.id().value(), List.of())
                                                .reversed(),
                                        statuses)));
    }

    /** Newest first. */
    List<FiringMark> firings(Actor by, Trigger trigger) {
        var firings = triggers.firings(by, trigger.id());
        return words.marks(firings, statuses(by, firings.stream()));
    }

    private Map<UUID, RunStatus> statuses(Actor by, Stream<Firing> firings) {
        return runs.statuses(
                by.tenant(),
                firings.filter(firing -> firing.status().hasRun()).map(Firing::id).toList());
    }

    Map<UUID, String> names(Actor by, Collection<Trigger> of) {
        return workflows.names(
                of.stream().flatMap(TriggerRows::named).collect(Collectors.toSet()), by);
    }

    private static Stream<UUID> named(Trigger trigger) {
        return trigger.kind() instanceof OnRunEnd end
                ? Set.of(trigger.workflow(), end.workflow()).stream()
                : Stream.of(trigger.workflow());
    }
}
