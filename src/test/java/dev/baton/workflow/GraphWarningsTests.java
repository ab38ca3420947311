package dev.baton.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.message.MessageFixture;
import dev.baton.message.MessageFixture.Caller;
import dev.baton.message.ServerTest;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import tools.jackson.databind.JsonNode;

import java.util.Set;

/** What a graph names outside of it is told where it is not there, and refuses nothing. */
@Tag("database")
@ServerTest
class GraphWarningsTests {

    private static final String ALL = "/api/v1/workflows";

    private static final String GRAPH =
            """
            {'variables':{'author':'asistant','fine':'assistant','later':'nobody'},'steps':[
             {'id':'a','kind':'agent','agent':'${variables.author}','capability':'translat'},
             {'id':'b','kind':'agent','agent':'${variables.fine}','capability':'translate',
              'on_failure':{'policy':'other_agent','agent':'somebody'}},
             {'id':'c','kind':'agent','agent':'${variables.later}',
              'assign':{'later':{'set':'x'}}},
             {'id':'d','kind':'workflow','workflow':'Nightly'},
             {'id':'e','kind':'join','after':['a','b'],'merge':{'strategy':'reduce',
              'agent':{'capability':'dance'}}},
             {'id':'f','kind':'agent','agent':'%s'}]}
            """;

    @Autowired private MessageFixture fixture;
    @Autowired private GraphWarnings warnings;
    private Caller caller;
    private String graph;

    @BeforeEach
    void somebodyWithAgents() {
        caller = fixture.caller();
        var translator = fixture.echo(caller.tenant(), "translator", 0, "translate");
        graph = GRAPH.formatted(translator.id().value());
    }

    private JsonNode validated(String of) {
        return caller.client().post(ALL + "/validation", of).json();
    }

    @Test
    void namesWhatIsNotThereAtItsStep() {
        var checked = validated(graph);

        assertThat(checked.path("valid").asBoolean()).isTrue();
        assertThat(checked.path("findings")).isEmpty();
        assertThat(checked.path("warnings"))
                .extracting(
                        each ->
                                each.path("pointer").asString()
                                        + " "
                                        + each.path("message").asString())
                .containsExactlyInAnyOrder(
                        "/steps/0/agent There is no agent asistant; did you mean assistant?",
                        "/steps/0/capability No agent has the capability translat; did you mean"
                                + " translate?",
                        "/steps/1/on_failure/agent There is no agent somebody.",
                        "/steps/3/workflow There is no workflow Nightly.",
                        "/steps/4/merge/agent/capability No agent has the capability dance.");
    }

    @Test
    void publishesAGraphBeforeItsNeighboursAreThere() {
        var made = caller.client().post(ALL, "{'name':'Named','graph':%s}".formatted(graph)).json();

        assertThat(made.path("warnings")).hasSize(5);
        var path = ALL + "/" + made.path("id").asString();
        assertThat(caller.client().post(path + "/versions", "{}").status()).isEqualTo(201);
    }

    @Test
    void tellsOfWorkflowsThatCannotBeRunYetAndOfNoOtherTenants() {
        caller.client().post(ALL, "{'name':'Nightly draft','graph':{'steps':[]}}");
        fixture.caller().client().post(ALL, "{'name':'Nightly','graph':{'steps':[]}}");

        assertThat(
                        validated(graph.replace("Nightly", "Nightly draft"))
                                .findValuesAsString("message"))
                .contains("The workflow Nightly draft has no version that could be run.");
        assertThat(
                        validated(graph.replace("Nightly", "Nihgtly draft"))
                                .findValuesAsString("message"))
                .contains("There is no workflow Nihgtly draft; did you mean Nightly draft?");
        assertThat(validated(graph).findValuesAsString("message"))
                .contains("There is no workflow Nightly.");
    }

    @Test
    void tellsNothingOfAgentsToWhoMayNotSeeThem() {
        var blind =
                Actor.key(
                        caller.tenant(), caller.key(), "Blind", Set.of(Permission.WORKFLOWS_READ));
        var read = WorkflowDraft.parse(graph.replace('\'', '"')).graph();

        assertThat(warnings.of(read, blind))
                .extracting(GraphFinding::code)
                .containsExactly("unknown_workflow");
    }
}
