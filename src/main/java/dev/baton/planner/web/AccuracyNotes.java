package dev.baton.planner.web;

import dev.baton.planner.Accuracy;
import dev.baton.planner.PlanAccuracy;
import dev.baton.platform.web.Formats;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.workflow.TemplateNotes;
import dev.baton.workflow.WorkflowId;
import dev.baton.workflow.WorkflowPart;

import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Tells how far off estimates were: on a workflow's page, and beside the templates. */
@Component
@Order(AccuracyNotes.AFTER_RUNS)
class AccuracyNotes implements WorkflowPart, TemplateNotes {

    static final int AFTER_RUNS = 300;

    private final PlanAccuracy accuracy;
    private final Formats formats;
    private final MessageSource messages;

    AccuracyNotes(PlanAccuracy accuracy, Formats formats, MessageSource messages) {
        this.accuracy = accuracy;
        this.formats = formats;
        this.messages = messages;
    }

    @Override
    public String template() {
        return "planner/_accuracy";
    }

    @Override
    public Optional<Object> of(WorkflowId workflow, Actor by) {
        return by.may(Permission.RUNS_READ)
                ? accuracy.ofWorkflow(by, workflow.value()).map(it -> it)
                : Optional.empty();
    }

    @Override
    public Map<String, String> of(Actor by) {
        return by.may(Permission.RUNS_READ)
                ? accuracy.ofTemplates(by).entrySet().stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, it -> told(it.getValue())))
                : Map.of();
    }

    private String told(Accuracy it) {
        return text(
                "planner.accuracy.sentence",
                formats.number(it.runs()),
                ratio(it.cost().ratio()),
                formats.percent(it.cost().inside()),
                ratio(it.time().ratio()),
                formats.percent(it.time().inside()));
    }

    private String ratio(@Nullable Double ratio) {
        return ratio == null ? "–" : formats.percent(ratio);
    }

    private String text(String key, Object... arguments) {
        return messages.getMessage(key, arguments, LocaleContextHolder.getLocale());
    }
}
