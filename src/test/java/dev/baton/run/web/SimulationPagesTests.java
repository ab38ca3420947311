package dev.baton.run.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.ConsoleBrowser;
import dev.baton.TestPeople;
import dev.baton.message.MessageFixture;
import dev.baton.message.MessageFixture.Caller;
import dev.baton.message.ServerTest;
import dev.baton.platform.Ids;
import dev.baton.tenant.Role;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/** What a draft would do, as a browser without JavaScript meets it. */
@Tag("database")
@ServerTest
class SimulationPagesTests {

    private static final String GRAPH =
            """
            {'input':{'type':'object','properties':{'topic':{'type':'string','default':'moons'}},'required':['topic']},
             'steps':[
              {'id':'ask','kind':'agent','title':'Ask <b>somebody</b>','agent':'assistant',
               'messages':[{'role':'user','content':'About ${input.topic}'}]},
              {'id':'send','kind':'http','title':'Send it','when':'size(results.ask.text) > 3','url':'https://example.com/'},
              {'id':'end','kind':'transform','title':'The end','value':'${results.ask.text}'}]}
            """;

    @Autowired private MockMvcTester mvc;
    @Autowired private TestPeople people;
    @Autowired private MessageFixture fixture;
    private Caller caller;
    private ConsoleBrowser editor;

    @BeforeEach
    void somebody() {
        caller = fixture.caller();
        editor = browser(Role.EDITOR);
    }

    @Test
    void leadsFromTheWorkflowAndItsEditorToAFormThatIsFilledIn() {
        var path = workflow(GRAPH);

        assertThat(editor.open(path)).bodyText().contains(path + "/simulation", "Simulate");
        assertThat(editor.open(path + "/edit")).bodyText().contains(path + "/simulation");
        assertThat(editor.open(path + "/simulation"))
                .hasStatusOk()
                .bodyText()
                .contains(
                        "&quot;topic&quot; : &quot;moons&quot;",
                        "Sample answer of Ask",
                        "name=\"how.send\"",
                        "value=\"http_503\"",
                        "value=\"provider_error\"",
                        "Ask &lt;b&gt;somebody&lt;/b&gt;")
                .doesNotContain("id=\"simulated\"", "name=\"how.end\"", "<b>somebody");
        assertThat(browser(Role.VIEWER).open(path + "/simulation")).hasStatusOk();
    }

    @Test
    void showsWhatBecameOfEachStepAndKeepsTheForm() {
        var path = workflow(GRAPH);
        editor.open(path + "/simulation");

        var page =
                editor.send(
                        path + "/simulation",
                        "input",
                        "{\"topic\": \"whales\"}",
                        "how.ask",
                        "gives",
                        "result.ask",
                        "{\"text\": \"No\"}");

        assertThat(page)
                .hasStatusOk()
                .bodyText()
                .contains(
                        "The run would complete.",
                        "About whales",
                        "Its condition was false.",
                        "given here",
                        "href=\"#did-send\"",
                        "id=\"did-send\"",
                        "{&quot;topic&quot;: &quot;whales&quot;}",
                        "{&quot;text&quot;: &quot;No&quot;}");
        assertThat(caller.client().get("/api/v1/runs").json().path("data")).isEmpty();
    }

    @Test
    void showsHowAFailureEndsTheRun() {
        var path = workflow(GRAPH);
        editor.open(path + "/simulation");

        var page = editor.send(path + "/simulation", "how.send", "fails", "code.send", "http_400");

        assertThat(page)
                .hasStatusOk()
                .bodyText()
                .contains("The run would fail.", "http_400", "It did not come up.");
    }

    @Test
    void tellsAtTheFieldWhatIsWrong() {
        var path = workflow(GRAPH);
        editor.open(path + "/simulation");

        assertThat(editor.send(path + "/simulation", "input", "{"))
                .hasStatus(422)
                .bodyText()
                .contains("This is no JSON object.", "name=\"how.ask\"");
        assertThat(editor.send(path + "/simulation", "input", "{\"topic\": 7}"))
                .hasStatus(422)
                .bodyText()
                .contains("/topic: ");
        assertThat(editor.send(path + "/simulation", "result.ask", "{"))
                .hasStatus(422)
                .bodyText()
                .contains("This is no JSON.", "<details class=\"samples\" open");
        assertThat(editor.send(path + "/simulation", "how.ask", "fails", "code.ask", "Oh no"))
                .hasStatus(422)
                .bodyText()
                .contains("A code has small letters");
    }

    @Test
    void tellsWhatADraftThatCannotBePlayedLacks() {
        var path = workflow("{'steps':[{'id':'a','kind':'http'}]}");

        assertThat(editor.open(path + "/simulation"))
                .hasStatusOk()
                .bodyText()
                .contains("The member url is required.", "/steps/0")
                .doesNotContain("name=\"input\"");
        assertThat(editor.send(path + "/simulation", "input", "{}"))
                .hasStatus(422)
                .bodyText()
                .contains("The member url is required.");
        assertThat(editor.open("/workflows/" + Ids.next() + "/simulation")).hasStatus(404);
    }

    private ConsoleBrowser browser(Role role) {
        var browser = new ConsoleBrowser(mvc);
        browser.signIn(people.person(caller.tenant(), role).email(), TestPeople.PASSWORD);
        return browser;
    }

    private String workflow(String graph) {
        var answer =
                caller.client()
                        .post(
                                "/api/v1/workflows",
                                "{'name':'w-" + Ids.next() + "','graph':" + graph + "}");
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        return "/workflows/" + answer.json().path("id").asString();
    }
}
