package dev.baton.trigger.web;

import static dev.baton.trigger.web.TriggerForm.text;

import dev.baton.event.EventCatalogue;
import dev.baton.event.EventDescription;
import dev.baton.platform.problem.Problem;
import dev.baton.platform.web.Choice;
import dev.baton.tenant.Actor;
import dev.baton.trigger.HookSignature;
import dev.baton.trigger.Overlap;
import dev.baton.trigger.TriggerLimits;
import dev.baton.trigger.TriggerStatus;
import dev.baton.trigger.TriggerWish;
import dev.baton.workflow.WorkflowRegistry;
import dev.baton.workflow.WorkflowShelf;
import dev.baton.workflow.WorkflowSummary;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.validation.BindingResult;
import org.springframework.web.servlet.ModelAndView;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What pages about triggers need besides the triggers: the form and what lists are narrowed to. */
@Component
class TriggerPages {

    /** More are not offered, but may be typed. */
    private static final int MOST_OFFERED = 200;

    private static final Pattern REGIONAL =
            Pattern.compile(
                    "(Africa|America|Antarctica|Arctic|Asia|Atlantic|Australia|Europe|Indian|Pacific)/.+|UTC");

    private final WorkflowRegistry workflows;
    private final WorkflowShelf shelf;
    private final EventCatalogue events;
    private final TimesDesk times;
    private final TriggerWords words;

    TriggerPages(
            WorkflowRegistry workflows,
            WorkflowShelf shelf,
            EventCatalogue events,
            TimesDesk times,
            TriggerWords words) {
        this.workflows = workflows;
        this.shelf = shelf;
        this.events = events;
        this.times = times;
        this.words = words;
    }

    /** What the form asks for. */
    TriggerWish wish(Actor by, TriggerForm form) {
        return new TriggerReading(by.tenant(), form, shelf).wish();
    }

    /**
     * @param id of the trigger that is edited; null for a new one
     */
    ModelAndView form(@Nullable UUID id, TriggerForm form, HttpStatus status, Actor by) {
        return new ModelAndView("trigger/form", status)
                .addObject("form", form)
                .addObject("address", id == null ? "/triggers" : "/triggers/" + id)
                .addObject("kinds", kinds())
                .addObject("workflows", published(by))
                .addObject("zones", zones(text(form.zone())))
                .addObject("overlaps", overlaps())
                .addObject("types", types())
                .addObject("ends", ends())
                .addObject("signatures", signatures())
                .addObject("times", times.of(form))
                .addObject("script", TriggerScript.of(id, form, workflow(form.endWorkflow(), by)))
                .addObject("preset", workflow(form.workflow(), by));
    }

    /** The same with what is wrong with it. */
    ModelAndView refused(
            @Nullable UUID id, TriggerForm form, Problem refusal, BindingResult errors, Actor by) {
        FormErrors.show(refusal, errors);
        return form(id, form, HttpStatus.UNPROCESSABLE_CONTENT, by)
                .addObject(BindingResult.MODEL_KEY_PREFIX + "form", errors);
    }

    private @Nullable UUID workflow(@Nullable String name, Actor by) {
        try {
            return text(name).isEmpty()
                    ? null
                    : shelf.find(by.tenant(), text(name), null).id().workflowId();
        } catch (Problem notThere) {
            return null;
        }
    }

    List<Choice> kinds() {
        return TriggerLimits.KINDS.stream()
                .map(
                        kind ->
                                Choice.of(
                                        kind,
                                        words.text("trigger.kind." + kind),
                                        words.text("trigger.kind." + kind + ".what")))
                .toList();
    }

    List<Choice> statuses() {
        return Arrays.stream(TriggerStatus.values())
                .map(it -> Choice.of(it.wire(), words.text("trigger.status." + it.wire())))
                .toList();
    }

    /**
     * Workflows to narrow a list to.
     *
     * @param chosen is offered in any case
     */
    List<Choice> workflows(Actor by, @Nullable UUID chosen) {
        var offered = new ArrayList<Choice>();
        published(by).forEach(it -> offered.add(Choice.of(it.id().value().toString(), it.name())));
        if (chosen != null
                && offered.stream().noneMatch(it -> it.value().equals(chosen.toString()))) {
            workflows
                    .names(List.of(chosen), by)
                    .forEach((id, name) -> offered.add(Choice.of(id.toString(), name)));
        }
        return offered;
    }

    private List<WorkflowSummary> published(Actor by) {
        return workflows.list(false, "", null, null, MOST_OFFERED, by).data().stream()
                .filter(it -> it.latestNumber() > 0)
                .toList();
    }

    /** What the values of the form are called, where they are not what a person typed. */
    Map<String, List<Choice>> names() {
        return Map.of("overlap", overlaps(), "signature", signatures(), "ends", ends());
    }

    private List<Choice> overlaps() {
        return Arrays.stream(Overlap.values())
                .map(
                        it ->
                                Choice.of(
                                        it.wire(),
                                        words.text("trigger.overlap." + it.wire()),
                                        words.text("trigger.overlap." + it.wire() + ".what")))
                .toList();
    }

    private List<Choice> signatures() {
        return Stream.of(HookSignature.STANDARD, HookSignature.GITHUB, HookSignature.NONE)
                .map(
                        it ->
                                Choice.of(
                                        it.wire(),
                                        words.text("trigger.signature." + it.wire()),
                                        words.text("trigger.signature." + it.wire() + ".what")))
                .toList();
    }

    private List<Choice> ends() {
        return TriggerLimits.ENDS.stream()
                .map(it -> Choice.of(it, words.text("run.status." + it)))
                .toList();
    }

    private List<String> types() {
        return events.descriptions().stream().map(EventDescription::name).toList();
    }

    /** One that is set stays on offer, whatever it is called. */
    private static List<Choice> zones(String chosen) {
        return Stream.concat(
                        ZoneId.getAvailableZoneIds().stream().filter(REGIONAL.asMatchPredicate()),
                        Stream.of(chosen).filter(it -> !it.isEmpty()))
                .distinct()
                .sorted()
                .map(it -> Choice.of(it, it.replace('_', ' ')))
                .toList();
    }
}
