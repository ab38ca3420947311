package dev.baton.workflow.web;

import dev.baton.tenant.Actor;
import dev.baton.workflow.DraftOutline;
import dev.baton.workflow.DraftOutline.DraftStep;
import dev.baton.workflow.DraftTrial;
import dev.baton.workflow.GraphEdit;
import dev.baton.workflow.GraphFinding;
import dev.baton.workflow.GraphLayout;
import dev.baton.workflow.GraphReader;
import dev.baton.workflow.GraphWarnings;
import dev.baton.workflow.RecordedSamples;
import dev.baton.workflow.Workflow;
import dev.baton.workflow.WorkflowDraft;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.ModelAndView;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The editor: the steps of a draft in a list, drawn, and the chosen one as a form. */
@Component
class EditorPage {

    private final WorkflowLists lists;
    private final GraphWarnings warnings;
    private final RecordedSamples samples;

    EditorPage(WorkflowLists lists, GraphWarnings warnings, RecordedSamples samples) {
        this.lists = lists;
        this.warnings = warnings;
        this.samples = samples;
    }

    /**
     * A step in the list.
     *
     * @param findings that stand in it and in no step inside of it, warnings among them
     */
    record Line(DraftStep step, List<GraphFinding> findings) {

        public boolean isWrong() {
            return wrong() > 0;
        }

        public long wrong() {
            return findings.stream().filter(finding -> !finding.isWarning()).count();
        }

        /** Whether there is nothing but warnings. */
        public boolean isDoubtful() {
            return !findings.isEmpty() && !isWrong();
        }
    }

    /**
     * The step that is chosen.
     *
     * @param seen hash of its members: whether somebody else has changed it meanwhile
     * @param findings that no field shows
     * @param wrong what in a field is no JSON, by its path
     * @param names what its expressions can name
     * @param isRecorded whether samples are of the last run
     */
    record Chosen(
            DraftStep step,
            String seen,
            List<StepForm.Part> parts,
            List<GraphFinding> findings,
            Map<String, String> wrong,
            boolean canGoUp,
            boolean canGoDown,
            String source,
            List<DraftTrial.Named> names,
            boolean isRecorded) {

        /** Where findings of the fields stand: what is renewed while somebody types. */
        public String renewed() {
            var ids = new StringBuilder("#outline,#drawing,#step-findings");
            parts.forEach(
                    part ->
                            part.fields()
                                    .forEach(
                                            field ->
                                                    ids.append(",#")
                                                            .append(field.id())
                                                            .append("-findings,#")
                                                            .append(field.id())
                                                            .append("-tried")));
            return ids.toString();
        }
    }

    /**
     * All of the editor.
     *
     * @param general findings that stand in no step
     * @param layout null when there are too many steps to be drawn
     */
    record View(
            List<Line> lines,
            List<GraphFinding> findings,
            List<GraphFinding> general,
            @Nullable GraphLayout layout,
            @Nullable Chosen chosen) {

        public boolean isChosen(String key) {
            return chosen != null && chosen.step().key().equals(key);
        }

        public DraftStep step(String key) {
            return line(key).step();
        }

        /** Whether something is wrong with a step itself. */
        public boolean isWrong(String key) {
            return line(key).isWrong();
        }

        private Line line(String key) {
            return lines.stream()
                    .filter(line -> line.step().key().equals(key))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** The steps, with the first one chosen when nothing else is. */
    ModelAndView steps(Workflow workflow, WorkflowDraft draft, @Nullable String key, Actor by) {
        return steps(workflow, draft, key, Map.of(), HttpStatus.OK, by);
    }

    ModelAndView steps(
            Workflow workflow,
            WorkflowDraft draft,
            @Nullable String key,
            Map<String, String> wrong,
            HttpStatus status,
            Actor by) {
        var trial = DraftTrial.of(draft, samples.last(workflow.id(), by).orElse(null));
        return page(workflow, "steps", status)
                .addObject("editor", view(draft, key, wrong, trial, warnings.of(draft.graph(), by)))
                .addObject("kinds", lists.kinds());
    }

    ModelAndView source(Workflow workflow, String source, HttpStatus status) {
        return page(workflow, "source", status)
                .addObject("source", source)
                .addObject("findings", List.of());
    }

    private static ModelAndView page(Workflow workflow, String view, HttpStatus status) {
        return new ModelAndView("workflow/edit", status)
                .addObject("workflow", workflow)
                .addObject("version", workflow.version())
                .addObject("path", "/workflows/" + workflow.id().value())
                .addObject("view", view);
    }

    /** With no step chosen. */
    static View overview(WorkflowDraft draft) {
        var outline = DraftOutline.of(draft);
        var findings = GraphReader.check(draft.graph()).findings();
        return new View(
                List.copyOf(lines(outline, findings).values()),
                findings,
                List.of(),
                outline.layout().orElse(null),
                null);
    }

    private static View view(
            WorkflowDraft draft,
            @Nullable String key,
            Map<String, String> wrong,
            DraftTrial trial,
            List<GraphFinding> warnings) {
        var outline = DraftOutline.of(draft);
        var findings = trial.findings();
        var lines = lines(outline, Stream.concat(findings.stream(), warnings.stream()).toList());
        var step =
                outline.find(key)
                        .or(() -> outline.steps().stream().findFirst())
                        .map(each -> chosen(draft, outline, each, lines, wrong, trial))
                        .orElse(null);
        return new View(
                List.copyOf(lines.values()),
                findings,
                findings.stream()
                        .filter(finding -> outline.at(finding.pointer()).isEmpty())
                        .toList(),
                outline.layout().orElse(null),
                step);
    }

    private static Map<String, Line> lines(DraftOutline outline, List<GraphFinding> findings) {
        var byStep =
                findings.stream()
                        .collect(
                                Collectors.groupingBy(
                                        finding ->
                                                outline.at(finding.pointer())
                                                        .map(DraftStep::key)
                                                        .orElse("")));
        var lines = new LinkedHashMap<String, Line>();
        for (var step : outline.steps()) {
            lines.put(step.key(), new Line(step, byStep.getOrDefault(step.key(), List.of())));
        }
        return lines;
    }

    private static Chosen chosen(
            WorkflowDraft draft,
            DraftOutline outline,
            DraftStep step,
            Map<String, Line> lines,
            Map<String, String> wrong,
            DraftTrial trial) {
        var line = lines.get(step.key());
        var findings = line == null ? List.<GraphFinding>of() : line.findings();
        var parts = new StepForm(outline, step, tools(draft)).parts(findings, trial);
        return new Chosen(
                step,
                JsonText.hash(step.json()),
                parts,
                findings.stream()
                        .filter(
                                finding ->
                                        parts.stream()
                                                .flatMap(part -> part.fields().stream())
                                                .noneMatch(
                                                        field ->
                                                                field.findings().contains(finding)))
                        .toList(),
                wrong,
                GraphEdit.of(draft).move(step.key(), true),
                GraphEdit.of(draft).move(step.key(), false),
                JsonText.pretty(step.json()),
                trial.names(step.pointer() + "/when"),
                trial.isRecorded());
    }

    static List<String> tools(WorkflowDraft draft) {
        return draft.graph().get("tools") instanceof Map<?, ?> tools
                ? tools.keySet().stream().map(String::valueOf).toList()
                : List.of();
    }
}
