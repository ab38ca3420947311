package dev.baton.workflow.web;

import dev.baton.platform.web.Panel;
import dev.baton.tenant.Actor;
import dev.baton.workflow.WorkflowId;
import dev.baton.workflow.WorkflowPart;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

import java.util.List;
import java.util.Optional;

/** What other modules tell on a workflow's page. */
@Component
class WorkflowParts {

    /**
     * One of them.
     *
     * @param content null when it could not be read
     */
    record Told(String template, @Nullable Object content) {

        public boolean isFailed() {
            return content == null;
        }
    }

    private final ObjectProvider<WorkflowPart> parts;

    WorkflowParts(ObjectProvider<WorkflowPart> parts) {
        this.parts = parts;
    }

    List<Told> of(WorkflowId workflow, Actor by) {
        return parts.orderedStream().flatMap(part -> tell(part, workflow, by).stream()).toList();
    }

    private static Optional<Told> tell(WorkflowPart part, WorkflowId workflow, Actor by) {
        var panel = Panel.of(() -> part.of(workflow, by));
        return panel.isFailed()
                ? Optional.of(new Told(part.template(), null))
                : panel.orElse(Optional.empty()).map(content -> new Told(part.template(), content));
    }
}
