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

/** Puts together what the list says about each workflow, with one question a module. */
@Component
class WorkflowRows {

    private final ObjectProvider<WorkflowFigures> sources;
    private final TenantDirectory tenants;

    WorkflowRows(ObjectProvider<WorkflowFigures> sources, TenantDirectory tenants) {
        this.sources = sources;
        this.tenants = tenants;
    }

    Page<WorkflowRow> of(Page<WorkflowSummary> page, Actor by) {
        var figures = figures(page.data(), by);
        var currency = tenants.get(by.tenant()).currency();
        return page.map(
                workflow ->
                        new WorkflowRow(workflow, told(figures, workflow.id().value()), currency));
    }

    /** Those that cannot be read are left out; the list is needed all the same. */
    private Map<Figure, Map<UUID, Long>> figures(List<WorkflowSummary> workflows, Actor by) {
        var figures = new EnumMap<Figure, Map<UUID, Long>>(Figure.class);
        if (workflows.isEmpty()) {
            return figures;
        }
        var ids = workflows.stream().map(workflow -> workflow.id().value()).toList();
        sources.forEach(
                source -> figures.putAll(Panel.of(() -> source.of(ids, by)).orElse(Map.of())));
        return figures;
    }

    private static Map<Figure, Long> told(Map<Figure, Map<UUID, Long>> figures, UUID workflow) {
        var told = new EnumMap<Figure, Long>(Figure.class);
        figures.forEach((figure, known) -> told.put(figure, known.getOrDefault(workflow, 0L)));
        return told;
    }
}
