package dev.baton.run.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.ConsoleBrowser;
import dev.baton.TestPeople;
import dev.baton.message.MessageFixture;
import dev.baton.message.MessageFixture.Caller;
import dev.baton.message.ServerTest;
import dev.baton.run.RunClient;
import dev.baton.tenant.Role;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

import java.util.stream.IntStream;

/** People replay runs, see where they went their own way, and put two of them beside each other. */
@Tag("database")
@ServerTest
class RunReplayPagesTests {

    private static final String GRAPH =
            """
            {'steps':[
              {'id':'ask','kind':'agent','agent':'paid','title':'Ask first',
               'messages':[{'role':'user','content':'about ${input.who} <b>'}]},
              {'id':'say','kind':'transform','value':'${results.ask.text}'}]}
            """;

    @Autowired private MockMvcTester mvc;
    @Autowired private TestPeople people;
    @Autowired private MessageFixture fixture;

    private Caller caller;
    private RunClient runs;
    private ConsoleBrowser admin;
    private String run;

    @BeforeEach
    void somebodyWhoseRunHasEnded() {
        caller = fixture.caller();
        fixture.echo(caller.tenant(), "paid", 1_000_000_000);
        runs = new RunClient(caller.client());
        admin = new ConsoleBrowser(mvc);
        admin.signIn(
                people.person(caller.tenant(), Role.TENANT_ADMIN).email(), TestPeople.PASSWORD);
        run = runs.carryOut(GRAPH, "{'who':'ada'}").path("id").asString();
    }

    @Test
    void replaysARunAsItWas() {
        assertThat(admin.open("/runs/" + run)).bodyText().contains("/runs/" + run + "/replay");
        assertThat(admin.open("/runs/" + run + "/replay"))
                .hasStatusOk()
                .bodyText()
                .contains("Begin the replay", "ada")
                .containsPattern("<input(?=[^>]*value=\"agents\")[^>]*checked");

        var other = begun(replay("after", "agents", "reason", "To be <sure>."));
        runs.awaitEnd(other);

        assertThat(admin.open("/runs/" + other))
                .hasStatusOk()
                .bodyText()
                .contains(
                        "Replays",
                        "To be &lt;sure&gt;.",
                        "No step has differed.",
                        "Steps given what was recorded: 1. Steps that differ: 0.",
                        "Compare with the run it came from");
        assertThat(admin.open("/runs/" + other + "?step=ask"))
                .bodyText()
                .contains("Given what was recorded; nobody was asked.");
        assertThat(admin.open("/runs/" + run))
                .bodyText()
                .contains("Runs that come from this one: 1");
        assertThat(fixture.allUsage(caller.tenant())).hasSize(1);
    }

    @Test
    void showsWhereItWentItsOwnWayAndWhatDiffers() {
        var other = begun(replay("after", "agents", "input", "{\"who\":\"bob\"}"));
        runs.awaitEnd(other);

        assertThat(admin.open("/runs/" + other))
                .bodyText()
                .contains(
                        "It went its own way at",
                        "The step acts with something else.",
                        "/messages/0/content",
                        "<del class=\"diff-before\">ada</del>",
                        "<ins class=\"diff-after\">bob</ins>",
                        " &lt;b&gt;</span>");
        assertThat(admin.open("/runs/" + other + "/comparison"))
                .hasStatusOk()
                .bodyText()
                .contains(
                        "Steps that differ: 2 of 2",
                        "/runs/" + run,
                        "<del class=\"diff-before\">ada</del>",
                        "value=\"" + run + "\"");
    }

    @Test
    void refusesWhatCannotBe() {
        assertThat(replay("after", "whatever", "reason", "typed before"))
                .hasStatus(422)
                .bodyText()
                .contains("error-summary", "Choose one of these.", "typed before");
        assertThat(replay("after", "stop", "graph", "{\"steps\":[]}")).hasStatus(422);
        assertThat(replay("after", "stop", "input", "[1]")).hasStatus(422);
    }

    @Test
    void findsTheOtherRunInWhatWasPasted() {
        var other = runs.carryOut(GRAPH, "{'who':'bob'}").path("id").asString();
        var page = "/runs/" + other + "/comparison";

        assertThat(admin.open(page + "?with=http://localhost/runs/" + run + "?step=ask"))
                .hasStatusOk()
                .bodyText()
                .contains("Steps that differ: 2 of 2");
        assertThat(admin.open(page)).hasStatusOk().bodyText().doesNotContain("compare-steps");
        assertThat(admin.open(page + "?with=that%20one"))
                .hasStatus(422)
                .bodyText()
                .contains("There is no id of a run in this.", "that one");
        assertThat(admin.open(page + "?with=00000000-0000-7000-8000-000000000000"))
                .hasStatus(404)
                .bodyText()
                .contains("There is no such run");
    }

    @Test
    void showsMoreStepsThanAtFirst() {
        var graph =
                """
                {'steps':[{'id':'all','kind':'map','over':'input.numbers','as':'n',
                  'steps':[{'id':'one','kind':'transform','value':'${n}'}]}]}
                """;
        var numbers = IntStream.range(0, 60).boxed().toList();
        var one = runs.carryOut(graph, "{'numbers':" + numbers + "}").path("id").asString();
        var other = runs.carryOut(graph, "{'numbers':" + numbers + "}").path("id").asString();
        var page = "/runs/" + other + "/comparison?with=" + one;

        assertThat(admin.open(page))
                .bodyText()
                .contains("Steps that differ: 0 of 61", "steps=50#compare-steps")
                .doesNotContain("all/59/one");
        assertThat(admin.open(page + "&steps=100")).bodyText().contains("all/59/one");
    }

    private MvcTestResult replay(String... fields) {
        return admin.send("/runs/" + run + "/replay", fields);
    }

    private String begun(MvcTestResult answer) {
        assertThat(answer).hasStatus3xxRedirection();
        return String.valueOf(answer.getResponse().getRedirectedUrl()).substring("/runs/".length());
    }
}
