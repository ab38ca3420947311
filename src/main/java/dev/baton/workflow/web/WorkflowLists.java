package dev.baton.workflow.web;

import dev.baton.platform.web.Choice;
import dev.baton.workflow.GraphEdit;

import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

import java.util.List;

/** What can be chosen in the editor. */
@Component
class WorkflowLists {

    private final MessageSource messages;

    WorkflowLists(MessageSource messages) {
        this.messages = messages;
    }

    List<Choice> kinds() {
        return GraphEdit.kinds().stream()
                .map(
                        kind ->
                                Choice.of(
                                        kind,
                                        messages.getMessage(
                                                "workflow.kind." + kind,
                                                null,
                                                LocaleContextHolder.getLocale())))
                .toList();
    }
}
