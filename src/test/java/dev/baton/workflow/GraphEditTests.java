package dev.baton.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

/** A draft is changed step by step, and nothing else in it is. */
class GraphEditTests {

    @Test
    void putsAStepBehindAnotherAndGivesItAFreeId() {
        var edit = edit("{'id':'ask','kind':'agent'},{'id':'last','kind':'transform','value':1}");

        assertThat(edit.insert("ask", GraphEdit.Place.AFTER, "agent")).isEqualTo("ask_2");

        assertThat(keys(edit)).containsExactly("ask", "ask_2", "last");
        assertThat(after(edit, "last")).containsExactly("ask_2");
    }

    @Test
    void putsAStepInsideAnotherAndTheFirstOneIntoAnEmptyGraph() {
        var edit = GraphEdit.of(WorkflowDraft.of(Map.of()));

        assertThat(edit.insert(null, GraphEdit.Place.AFTER, "map")).isEqualTo("each");
        assertThat(edit.insert("each", GraphEdit.Place.INSIDE, "http")).isEqualTo("request");
        assertThat(edit.insert("each", GraphEdit.Place.INSIDE, "wait")).isEqualTo("pause");
        assertThat(edit.insert("request", GraphEdit.Place.AFTER, "agent")).isEqualTo("ask");

        assertThat(keys(edit)).containsExactly("each", "request", "ask", "pause");
        assertThat(edit.outline().find("ask").orElseThrow().pointer())
                .isEqualTo("/steps/0/steps/1");
        assertThat(edit.outline().find("ask").orElseThrow().depth()).isOne();
    }

    @Test
    void newStepsHaveIdsThatExpressionsCanName() {
        for (var kind : GraphEdit.kinds()) {
            var edit = GraphEdit.of(WorkflowDraft.of(Map.of()));
            edit.insert(null, GraphEdit.Place.AFTER, kind);

            assertThat(GraphReader.read(edit.draft().graph()).findings())
                    .as(kind)
                    .noneMatch(finding -> finding.code().equals("bad_id"))
                    .noneMatch(finding -> finding.code().equals("unknown_kind"));
        }
    }

    @Test
    void listsStepsInTheOrderInWhichTheyCanBegin() {
        var edit =
                edit(
                        "{'id':'end','after':['right','left']},{'id':'left','after':['begin']},"
                                + "{'id':'begin','after':[]},{'id':'right','after':['begin']}");

        assertThat(keys(edit)).containsExactly("begin", "left", "right", "end");
    }

    @Test
    void listsStepsOfACircleAsTheyAreWritten() {
        var edit = edit("{'id':'a','after':['b']},{'id':'b','after':['a']},{'id':'c','after':[]}");

        assertThat(keys(edit)).containsExactly("c", "a", "b");
        assertThat(edit.outline().layout().orElseThrow().boxes()).hasSize(3);
        assertThat(edit.outline().layout().orElseThrow().arrows()).hasSize(1);
    }

    @Test
    void tellsStepsWithoutAnIdOfTheirOwnByTheirPlaces() {
        var edit = edit("{'id':'a'},{'id':'a'},{'kind':'map','steps':[{},7]},3");

        assertThat(keys(edit)).containsExactly("0", "1", "2", "2.0");

        edit.remove("1");

        assertThat(keys(edit)).containsExactly("a", "1", "1.0");
    }

    @Test
    void removesAStepSoThatTheOthersKeepTheirOrder() {
        var edit =
                edit(
                        "{'id':'a'},{'id':'b'},{'id':'route','kind':'branch','after':['b'],"
                                + "'cases':[{'when':'true','to':['gone','kept']}],"
                                + "'otherwise':['gone']},"
                                + "{'id':'gone','after':['a','route']},{'id':'next'},"
                                + "{'id':'kept','after':['gone']}");

        edit.remove("gone");

        assertThat(after(edit, "next")).containsExactly("a", "route");
        assertThat(after(edit, "kept")).containsExactly("a", "route");
        assertThat(edit.step("route").get("cases"))
                .isEqualTo(List.of(Map.of("when", "true", "to", List.of("kept"))));
        assertThat(edit.step("route").get("otherwise")).isEqualTo(List.of());
    }

    @Test
    void leavesTheNextStepUnsaidWhereItComesAfterTheSameWithoutTheRemovedOne() {
        var edit = edit("{'id':'a'},{'id':'b'},{'id':'c'}");

        edit.remove("b");

        assertThat(edit.step("c")).isEqualTo(Map.of("id", "c"));
        assertThat(after(edit, "c")).containsExactly("a");
    }

    @Test
    void movesAStepPastItsNeighbour() {
        var edit = edit("{'id':'a'},{'id':'b'},{'id':'c'}");

        assertThat(edit.move("c", true)).isTrue();
        assertThat(keys(edit)).containsExactly("a", "c", "b");
        assertThat(after(edit, "b")).containsExactly("c");

        assertThat(edit.move("a", false)).isTrue();
        assertThat(keys(edit)).containsExactly("c", "a", "b");
    }

    @Test
    void leavesAStepWhereItIsWhenItMustStandThere() {
        var edit = edit("{'id':'a','after':[]},{'id':'b','after':['a']}");
        var before = edit.draft().graph();

        assertThat(edit.move("b", true)).isFalse();
        assertThat(edit.move("a", false)).isFalse();
        assertThat(edit.move("a", true)).isFalse();

        assertThat(edit.draft().graph()).isEqualTo(before);
    }

    @Test
    void whateverNamesAStepFollowsItsNewId() {
        var edit =
                edit(
                        "{'id':'old'},"
                                + "{'id':'a','after':['old'],'when':'results.old != null',"
                                + "'messages':[{'role':'user','content':'It is ${results.old.text},"
                                + " not results.old'}],"
                                + "'assign':{'log':{'append':'${ results[\\'old\\'] }'}},"
                                + "'compensation':{'kind':'http','url':'${results.old.url}'}},"
                                + "{'id':'route','kind':'branch','after':['old'],"
                                + "'cases':[{'when':'results . old == 1','to':['old']}],"
                                + "'otherwise':['old']},"
                                + "{'id':'m','kind':'map','over':'results.old.items','steps':["
                                + "{'id':'in','kind':'wait','until':'${results.old}'}],"
                                + "'join':{'strategy':'reduce','value':'${results.old}'}},"
                                + "{'id':'l','kind':'loop','until':'results.old > 1','steps':[]}");

        var renaming = edit.rename("old", "fresh");

        assertThat(renaming).isEqualTo(new GraphEdit.Renaming("fresh", 13, false));
        assertThat(after(edit, "a")).containsExactly("fresh");
        assertThat(GraphJson.write(edit.draft().graph()))
                .contains(
                        "results.fresh != null",
                        "It is ${results.fresh.text}, not results.old",
                        "${ results[\\\"fresh\\\"] }",
                        "${results.fresh.url}",
                        "results . fresh == 1",
                        "results.fresh.items",
                        "results.fresh > 1")
                .doesNotContain("\"old\"");
    }

    @Test
    void whatOnlyLooksLikeAStepStaysAsItIs() {
        var edit =
                edit(
                        "{'id':'old'},{'id':'a','kind':'agent','title':'${results.old}',"
                                + "'schema':{'const':'${results.old}'},"
                                + "'messages':'${results.older + input.results.old +"
                                + " \\\"results.old\\\" + resultsold}',"
                                + "'body':'$${results.old}'}");

        assertThat(edit.rename("old", "fresh").followed()).isZero();
        assertThat(GraphJson.write(edit.draft().graph())).doesNotContain("fresh.", "results.fresh");
    }

    @Test
    void nothingFollowsWhereItIsNotSureWhatIsMeant() {
        var twice = edit("{'id':'old'},{'id':'old'},{'id':'b','after':['old']}");
        assertThat(twice.rename("0", "fresh")).isEqualTo(new GraphEdit.Renaming("fresh", 0, true));
        assertThat(after(twice, "b")).containsExactly("old");

        var taken = edit("{'id':'old'},{'id':'b','after':['old']}");
        assertThat(taken.rename("old", "b").isLeft()).isTrue();

        var own =
                edit(
                        "{'id':'old'},{'id':'b','after':['old'],"
                                + "'when':'input.all.exists(results, results.old)'}");
        assertThat(own.rename("old", "fresh")).isEqualTo(new GraphEdit.Renaming("fresh", 1, true));
        assertThat(own.step("b").get("when")).isEqualTo("input.all.exists(results, results.old)");
    }

    @Test
    void setsAMemberAndKeepsTheOthers() {
        var edit = edit("{'id':'a','extra':{'kept':null},'retry':{'retries':3,'own':1}}");

        edit.set("a", List.of("retry", "retries"), 5L);
        edit.set("a", List.of("on_failure", "policy"), "continue");
        edit.set("a", List.of("title"), "A");

        assertThat(GraphJson.write(edit.step("a")))
                .isEqualTo(
                        "{\"id\":\"a\",\"extra\":{\"kept\":null},\"retry\":{\"retries\":5,"
                                + "\"own\":1},\"on_failure\":{\"policy\":\"continue\"},"
                                + "\"title\":\"A\"}");
    }

    @Test
    void takesAMemberAwayAndWhatItLeavesEmpty() {
        var edit = edit("{'id':'a','retry':{'retries':3},'approval':{'title':'Go','roles':[]}}");

        edit.set("a", List.of("retry", "retries"), null);
        edit.set("a", List.of("approval", "title"), null);
        edit.set("a", List.of("on_failure", "policy"), null);

        assertThat(edit.step("a")).containsOnlyKeys("id", "approval");
    }

    @Test
    void changesNeitherTheDraftItBeganWithNorWhatIsBesideTheSteps() {
        var draft = WorkflowDraft.parse("{\"steps\":[{\"id\":\"a\"}],\"own\":1,\"output\":\"x\"}");
        var edit = GraphEdit.of(draft);

        edit.replace("a", Map.of("id", "b", "kind", "join"));

        assertThat(edit.draft().graph())
                .isEqualTo(
                        Map.of(
                                "steps",
                                List.of(Map.of("id", "b", "kind", "join")),
                                "own",
                                1L,
                                "output",
                                "x"));
        assertThat(draft.graph().get("steps")).isEqualTo(List.of(Map.of("id", "a")));
    }

    private static GraphEdit edit(String steps) {
        return GraphEdit.of(
                WorkflowDraft.parse("{'steps':[%s]}".formatted(steps).replace('\'', '"')));
    }

    private static List<String> keys(GraphEdit edit) {
        return edit.outline().steps().stream().map(DraftOutline.DraftStep::key).toList();
    }

    private static List<String> after(GraphEdit edit, String key) {
        return edit.outline().find(key).orElseThrow().after();
    }
}
