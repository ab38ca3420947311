package dev.baton.workflow.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.workflow.DraftOutline;
import dev.baton.workflow.DraftTrial;
import dev.baton.workflow.GraphEdit;
import dev.baton.workflow.WorkflowDraft;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.util.LinkedMultiValueMap;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A step becomes a form and a form a step, and nothing is lost on the way. */
class StepFormTests {

    /** Fields that nobody touched change nothing, whatever stands in them. */
    @ParameterizedTest
    @MethodSource
    void changesNothingThatNobodyChanged(String step) {
        var draft = draft(step);

        assertThat(written(draft, shown(draft)).pretty()).isEqualTo(draft.pretty());
    }

    static Stream<String> changesNothingThatNobodyChanged() {
        var steps = new ArrayList<String>();
        GraphEdit.kinds()
                .forEach(
                        kind -> {
                            steps.add("{'id':'a','kind':'%s'}".formatted(kind));
                            steps.add(
                                    """
                                    {'id':'a','kind':'%s','own':{'deep':[1,null]},'title':7,
                                    'after':'x','when':true,'agent':{'a':1},'messages':'${x}',
                                    'variables':[1],'schema':true,'max_output_tokens':1.5,
                                    'method':'BREW','url':5,'headers':'x','body':'{no json',
                                    'tool':'gone','arguments':null,'value':'5','cases':[7],
                                    'otherwise':{},'over':[],'as':' ','concurrency':'many',
                                    'output':' ','while':3,'until':4,'max':null,'merge':[],
                                    'join':{'strategy':'odd','key':1,'value':'\\"'},'duration':9,
                                    'details':null,'approval':{'title':1,'roles':'x','people':[2],
                                    'approvals':'1','not_requester':'yes','deadline':2,
                                    'escalation_role':'odd','risk':'odd','own':1},'workflow':1,'version':'1',
                                    'input':'[','retry':{'retries':'x','on':['odd'],'own':1},
                                    'timeout':1,'on_failure':{'policy':'odd','value':null},
                                    'assign':{'x':{'odd':1}},'compensation':'none'}
                                    """
                                            .formatted(kind));
                            steps.add(
                                    """
                                    {'id':'a','kind':'%s','after':[],'approval':
                                    {'title':'Go','roles':['editor','odd'],'people':['a@b.c'],
                                    'not_requester':true},'retry':{'on':['timeout']},
                                    'messages':[{'role':'user','content':'Two\\nlines','own':1},
                                    {'role':'odd','content':['x']}],'headers':{'a':'1','b':2},
                                    'variables':{'a':'5','b':5,'c':{'d':' '},'e':'\\nx '},
                                    'cases':[{'when':'true','to':['a','b'],'own':1}],
                                    'assign':{'x':{'add':'1'},'y':{'set':null}}}
                                    """
                                            .formatted(kind));
                        });
        return steps.stream();
    }

    @Test
    void writesWhatIsTypedAsWhatItIs() {
        var draft = draft("{'id':'a','kind':'http'}");
        var form = shown(draft);
        form.set("f.body", "{\"a\": [1, 2.5, true]}");
        form.set("f.headers[0].first", "X-Limit");
        form.set("f.headers[0].last", "5");
        form.set("f.retry.retries", "7");
        form.set("f.retry.factor", "1.5");
        form.set("f.retry.jitter", "much");
        form.set("f.approval.people", "a@example.com\r\nb@example.com, c@example.com");
        form.add("f.approval.roles", "editor");
        form.set("f.approval.risk", "high");
        form.set("f.approval.amount", "arguments.body.a[0]");
        form.set("f.approval.unit", "EUR");
        form.set("f.approval.up_to[0].first", "editor");
        form.set("f.approval.up_to[0].last", "500");
        form.set("f.after", "first");
        form.set("f.assign[0].first", "log");
        form.set("f.assign[0].second", "append");
        form.set("f.assign[0].last", "${result.status}");

        assertThat(JsonText.line(step(written(draft, form))))
                .isEqualTo(
                        JsonText.line(
                                step(
                                        draft(
                                                """
                                                {'id':'a','kind':'http',
                                                'headers':{'X-Limit':'5'},
                                                'body':{'a':[1,2.5,true]},'after':[],
                                                'assign':{'log':{'append':'${result.status}'}},
                                                'retry':{'retries':7,'factor':1.5,'jitter':'much'},
                                                'approval':{'roles':['editor'],'people':
                                                ['a@example.com','b@example.com','c@example.com'],
                                                'risk':'high','amount':'arguments.body.a[0]',
                                                'unit':'EUR','up_to':{'editor':500}}}
                                                """))));
    }

    @Test
    void takesAwayWhatIsEmptied() {
        var draft =
                draft(
                        """
                        {'id':'a','kind':'agent','agent':'x','messages':[{'role':'user',
                        'content':'Hi'}],'retry':{'retries':1},'after':['b'],
                        'assign':{'x':{'set':1}},'approval':{'not_requester':true}}
                        """);
        var form = shown(draft);
        form.set("f.agent", " ");
        form.set("f.messages[0].last", "");
        form.set("f.retry.retries", "");
        form.set("f.after", "before");
        form.set("f.assign[0].first", "");
        form.put("f.approval.not_requester", List.of(""));

        assertThat(JsonText.line(step(written(draft, form))))
                .isEqualTo("{\"id\":\"a\",\"kind\":\"agent\"}");
    }

    @Test
    void tellsTextFromJson() {
        for (var text : List.of("5", "true", "null", "\"", "[draft]", "{x}", " 7", "1e3", "hi")) {
            assertThat(JsonText.read(JsonText.of(text))).isEqualTo(text);
        }
        assertThat(JsonText.of("${results.a}")).isEqualTo("${results.a}");
        assertThat(JsonText.of(5L)).isEqualTo("5");
    }

    /** As a browser sends what the page shows. */
    private static LinkedMultiValueMap<String, String> shown(WorkflowDraft draft) {
        var outline = DraftOutline.of(draft);
        var form = new LinkedMultiValueMap<String, String>();
        for (var part : form(outline).parts(List.of(), DraftTrial.of(draft, null))) {
            part.fields().forEach(field -> show(field, form));
        }
        return form;
    }

    private static void show(StepField field, LinkedMultiValueMap<String, String> form) {
        switch (field.look()) {
            case SET, FLAG -> {
                form.add(field.name(), "");
                field.choices().stream()
                        .filter(choice -> field.isChosen(choice.value()))
                        .forEach(choice -> form.add(field.name(), choice.value()));
                if (field.look() == StepField.Look.FLAG && field.isChosen("true")) {
                    form.add(field.name(), "true");
                }
            }
            case AFTER -> {
                form.add(field.name(), field.text());
                field.choices().stream()
                        .filter(choice -> field.isChosen(choice.value()))
                        .forEach(choice -> form.add(field.name() + ".these", choice.value()));
            }
            case MESSAGES, PAIRS, CASES, ASSIGN -> {
                for (var at = 0; at < field.rows().size(); at++) {
                    var row = field.rows().get(at);
                    var name = field.name() + "[" + at + "].";
                    form.add(
                            name + "first",
                            field.look() == StepField.Look.MESSAGES && row.first().isEmpty()
                                    ? "user"
                                    : row.first());
                    form.add(
                            name + "second",
                            field.look() == StepField.Look.ASSIGN && row.second().isEmpty()
                                    ? "set"
                                    : row.second());
                    form.add(name + "last", row.last().replace("\n", "\r\n"));
                }
            }
            default -> form.add(field.name(), field.text().replace("\n", "\r\n"));
        }
    }

    private static WorkflowDraft written(
            WorkflowDraft draft, LinkedMultiValueMap<String, String> form) {
        var edit = GraphEdit.of(draft);
        assertThat(form(DraftOutline.of(draft)).write(form, edit)).isEmpty();
        return edit.draft();
    }

    private static StepForm form(DraftOutline outline) {
        return new StepForm(outline, outline.steps().getFirst(), List.of("search"));
    }

    private static Map<String, Object> step(WorkflowDraft draft) {
        return DraftOutline.of(draft).steps().getFirst().json();
    }

    private static WorkflowDraft draft(String step) {
        return WorkflowDraft.parse(
                "{\"steps\":[%s]}".formatted(step.replace("\n", "").replace('\'', '"')));
    }
}
