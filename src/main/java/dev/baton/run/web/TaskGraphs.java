package dev.baton.run.web;

import dev.baton.planner.Planner;
import dev.baton.platform.json.CanonicalJson;
import dev.baton.platform.problem.Conflict;
import dev.baton.platform.problem.NotFound;
import dev.baton.platform.web.QueryWords;
import dev.baton.run.WorkflowRef;
import dev.baton.tenant.Actor;
import dev.baton.workflow.GraphReader;
import dev.baton.workflow.GraphRefused;
import dev.baton.workflow.WorkflowId;
import dev.baton.workflow.WorkflowIsArchived;
import dev.baton.workflow.WorkflowNotFound;
import dev.baton.workflow.WorkflowRegistry;
import dev.baton.workflow.WorkflowShelf;
import dev.baton.workflow.WorkflowTemplates;

import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

/** Finds the graph that a form names. */
@Component
class TaskGraphs {

    private final WorkflowShelf shelf;
    private final WorkflowRegistry workflows;
    private final Planner planner;
    private final MessageSource messages;

    TaskGraphs(
            WorkflowShelf shelf,
            WorkflowRegistry workflows,
            Planner planner,
            MessageSource messages) {
        this.shelf = shelf;
        this.workflows = workflows;
        this.planner = planner;
        this.messages = messages;
    }

    /**
     * Of a form that names a workflow, a draft or a template.
     *
     * @throws WorkflowNotFound when there is none
     * @throws dev.baton.platform.problem.Conflict when it cannot be run as it is
     * @throws dev.baton.workflow.GraphRefused when a draft has findings
     */
    TaskGraph find(Actor by, TaskForm form) {
        var named = form.workflow().strip();
        if (form.isTemplate()) {
            return template(by, named);
        }
        return form.isDraft() ? draft(by, named) : published(by, named);
    }

    /** The same where it is there and can be run; null otherwise, and for words. */
    @Nullable TaskGraph look(Actor by, TaskForm form) {
        if (form.isWords() || form.workflow().isBlank()) {
            return null;
        }
        try {
            return find(by, form);
        } catch (NotFound | Conflict | GraphRefused notThere) {
            return null;
        }
    }

    private TaskGraph published(Actor by, String nameOrId) {
        var found = shelf.find(by.tenant(), nameOrId, null);
        return new TaskGraph(found.name(), found.graph(), found.json(), WorkflowRef.of(found.id()));
    }

    private TaskGraph template(Actor by, String id) {
        var template =
                WorkflowTemplates.find(id).orElseThrow(() -> new WorkflowNotFound("template", id));
        var graph = planner.cast(by, template);
        return new TaskGraph(
                messages.getMessage(template.titleKey(), null, LocaleContextHolder.getLocale()),
                GraphReader.read(graph).orRefuse(),
                CanonicalJson.write(graph),
                null);
    }

    private TaskGraph draft(Actor by, String id) {
        var value = QueryWords.id(id);
        if (value == null) {
            throw new WorkflowNotFound("workflow", id);
        }
        var workflow = workflows.get(new WorkflowId(by.tenant(), value), by);
        if (workflow.isArchived()) {
            throw new WorkflowIsArchived(workflow.name());
        }
        var graph = workflow.draft().graph();
        return new TaskGraph(
                workflow.name(),
                GraphReader.check(graph).orRefuse(),
                CanonicalJson.write(graph),
                null);
    }
}
