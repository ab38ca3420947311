package dev.baton.workflow;

import dev.baton.event.EventType;
import dev.baton.event.NewEvent;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import java.util.Map;

/** The events of workflows. */
@Configuration(proxyBeanMethods = false)
class WorkflowEvents {

    static final EventType PUBLISHED = EventType.publicly("workflow.published");
    static final EventType ARCHIVED = EventType.publicly("workflow.archived");

    @Bean
    EventType workflowPublished() {
        return PUBLISHED;
    }

    @Bean
    EventType workflowArchived() {
        return ARCHIVED;
    }

    static NewEvent published(Workflow workflow, WorkflowVersion version) {
        return new NewEvent(
                workflow.id().tenant(),
                PUBLISHED,
                workflow.id().value(),
                Map.of(
                        "workflow_id", workflow.id().value().toString(),
                        "name", workflow.name(),
                        "number", version.number(),
                        "hash", version.hash(),
                        "note", version.note(),
                        "published_by", version.publishedBy()),
                null);
    }

    static NewEvent archived(Workflow workflow) {
        return new NewEvent(
                workflow.id().tenant(),
                ARCHIVED,
                workflow.id().value(),
                Map.of(
                        "workflow_id", workflow.id().value().toString(),
                        "name", workflow.name(),
                        "archived_by", workflow.changedBy()),
                null);
    }
}
