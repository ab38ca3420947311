package dev.baton.workflow.web;

import dev.baton.platform.Page;
import dev.baton.platform.web.Panel;
import dev.baton.tenant.Actor;
import dev.baton.tenant.TenantDirectory;
import dev.baton.workflow.WorkflowFigures;
import dev.baton.workflow.WorkflowFigures.Figure;
import dev.baton.workflow.WorkflowSummary;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/** Puts together what the list says about each workflow, with one question a module. */
@Component
class WorkflowRows {

    private final ObjectProvider<WorkflowFigures> sources;
    private final TenantDirectory tenants;

    WorkflowRows(ObjectProvider<WorkflowFigures> sources, TenantDirectory tenants) {
        this.sources = sources;
        this.tenants = tenants;
    }

    /**
     * @param isPartial whether some figures could not be read
     */
    record Shown(Page<WorkflowRow> rows, boolean isPartial) {}

    /** All of it, for a file; fails with any figure that cannot be read. */
    Page<WorkflowRow> of(Page<WorkflowSummary> page, Actor by) {
        var figures = new EnumMap<Figure, Map<UUID, Long>>(Figure.class);
        var ids = ids(page);
        asked(ids).forEach(source -> figures.putAll(source.of(ids, by)));
        return rows(page, figures, by);
    }

    /** What can be read of it: the list is needed without its figures too. */
    Shown shown(Page<WorkflowSummary> page, Actor by) {
        var figures = new EnumMap<Figure, Map<UUID, Long>>(Figure.class);
        var ids = ids(page);
        var read = asked(ids).map(source -> Panel.of(() -> source.of(ids, by))).toList();
        read.forEach(some -> figures.putAll(some.orElse(Map.of())));
        return new Shown(rows(page, figures, by), read.stream().anyMatch(Panel::isFailed));
    }

    private Stream<WorkflowFigures> asked(List<UUID> ids) {
        return ids.isEmpty() ? Stream.empty() : sources.stream();
    }

    private static List<UUID> ids(Page<WorkflowSummary> page) {
        return page.data().stream().map(workflow -> workflow.id().value()).toList();
    }

    private Page<WorkflowRow> rows(
            Page<WorkflowSummary> page, Map<Figure, Map<UUID, Long>> figures, Actor by) {
        var currency = tenants.get(by.tenant()).currency();
        return page.map(
                workflow ->
                        new WorkflowRow(workflow, told(figures, workflow.id().value()), currency));
    }

    private static Map<Figure, Long> told(Map<Figure, Map<UUID, Long>> figures, UUID workflow) {
        var told = new EnumMap<Figure, Long>(Figure.class);
        figures.forEach((figure, known) -> told.put(figure, known.getOrDefault(workflow, 0L)));
        return told;
    }
}
