package dev.baton.run.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.ConsoleBrowser;
import dev.baton.CsvFile;
import dev.baton.ScreenTable;
import dev.baton.TestPeople;
import dev.baton.message.MessageFixture;
import dev.baton.message.MessageFixture.Caller;
import dev.baton.message.ServerTest;
import dev.baton.run.RunClient;
import dev.baton.tenant.Role;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

import java.util.List;

/** People narrow the list of runs, and do one thing to many of them. */
@ServerTest
class RunsBulkPagesTests {

    private static final String WAITING = "{'id':'ask','kind':'wait','signal':'go'}";
    private static final String BROKEN = "{'id':'a','kind':'transform','value':'${1 / 0}'}";

    @Autowired private MockMvcTester mvc;
    @Autowired private TestPeople people;
    @Autowired private MessageFixture fixture;

    private Caller caller;
    private RunClient runs;
    private ConsoleBrowser admin;

    @BeforeEach
    void somebody() {
        caller = fixture.caller();
        runs = new RunClient(caller.client());
        admin = browser(Role.TENANT_ADMIN);
    }

    @Test
    void asksInNumbersBeforeItCancels() {
        var one = waiting("One");
        var other = waiting("Other");
        var kept = waiting("Kept");
        var ids = one + "," + other;

        var question = admin.send("/runs/bulk?status=waiting", "action", "cancel", "id", ids);

        assertThat(question)
                .hasStatusOk()
                .bodyText()
                .contains("Cancel runs: 2", "Cancel runs (2)", "One", "Other")
                .doesNotContain("Kept");
        assertThat(runs.get(one).path("status").asString()).isEqualTo("waiting");

        assertThat(
                        admin.send(
                                "/runs/bulk?status=waiting",
                                "action",
                                "cancel",
                                "id",
                                ids,
                                "confirmed",
                                "true"))
                .hasRedirectedUrl("/runs?status=waiting");

        assertThat(admin.open("/runs?status=waiting"))
                .bodyText()
                .contains("Runs being cancelled: 2.");
        runs.awaitStatus(one, "cancelled");
        runs.awaitStatus(other, "cancelled");
        assertThat(runs.get(kept).path("status").asString()).isEqualTo("waiting");
    }

    @Test
    void changesThePriorityOfThosePickedAtOnce() {
        var one = waiting("One");
        var other = waiting("Other");

        admin.send("/runs/bulk", "action", "priority-critical", "id", one);

        assertThat(admin.open("/runs")).bodyText().contains("Priority of runs set to critical: 1.");
        assertThat(ScreenTable.of(admin.open("/runs")).column("Priority"))
                .containsExactly("Normal", "Critical");
        assertThat(CsvFile.of(admin.open("/runs.csv")).column("priority"))
                .containsExactly("normal", "critical");
        assertThat(runs.get(other).path("priority").asString()).isEqualTo("normal");
    }

    @Test
    void meansByAllThatMatchThoseThatItCanBeDoneTo() {
        waiting("One");
        waiting("Other");
        runs.awaitEnd(titled("Broken", BROKEN));

        assertThat(admin.send("/runs/bulk", "action", "cancel", "all", "true"))
                .bodyText()
                .contains("Cancel runs: 2");
        assertThat(admin.send("/runs/bulk", "action", "pause", "all", "true"))
                .bodyText()
                .contains("Pause runs: 2");
        assertThat(admin.send("/runs/bulk", "action", "retry", "all", "true"))
                .bodyText()
                .contains("Try runs again: 1");
        assertThat(admin.send("/runs/bulk?status=waiting", "action", "retry", "all", "true"))
                .hasStatus(303);
        assertThat(admin.send("/runs/bulk", "action", "resume", "all", "true")).hasStatus(303);
    }

    @Test
    void beginsRunsAgainAndSaysWhichItCouldNot() {
        var broken = titled("Broken", BROKEN);
        runs.awaitEnd(broken);
        var open = waiting("Open");

        admin.send("/runs/bulk", "action", "retry", "id", broken + "," + open, "confirmed", "true");

        assertThat(admin.open("/runs"))
                .bodyText()
                .contains("Done: 1. Not done: 1.", "Open", "has not ended");
        assertThat(CsvFile.of(admin.open("/runs.csv")).column("title"))
                .filteredOn("Broken"::equals)
                .hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"delete", "priority", "priority-urgent", "priority-", ""})
    void refusesWhatTheListDoesNotOffer(String action) {
        var id = waiting("One");

        assertThat(admin.send("/runs/bulk", "action", action, "id", id)).hasStatus(400);
    }

    @Test
    void isOfferedToWhoMayDoIt() {
        var id = waiting("One");

        assertThat(admin.open("/runs"))
                .bodyText()
                .contains("action=\"/runs/bulk\"", "class=\"pick\"", "value=\"priority-high\"");

        var viewer = browser(Role.VIEWER);
        assertThat(viewer.open("/runs"))
                .bodyText()
                .doesNotContain("/runs/bulk")
                .doesNotContain("class=\"pick\"");
        assertThat(viewer.send("/runs/bulk", "action", "pause", "id", id)).hasStatus(403);
        assertThat(viewer.send("/runs/" + id + "/priority", "priority", "high")).hasStatus(403);
    }

    @Test
    void changesThePriorityOfOneOnItsPage() {
        var id = waiting("One");

        assertThat(admin.open("/runs/" + id))
                .bodyText()
                .contains("Change the priority of this run");
        assertThat(admin.send("/runs/" + id + "/priority", "priority", "high"))
                .hasRedirectedUrl("/runs/" + id);

        assertThat(admin.open("/runs/" + id))
                .bodyText()
                .contains("The priority is changed.", ">High<");
        assertThat(runs.get(id).path("priority").asString()).isEqualTo("high");
        assertThat(admin.send("/runs/" + id + "/priority", "priority", "urgent")).hasStatus(400);
    }

    @Test
    void narrowsTheListByWhatRunsDid() {
        var agent = fixture.echo(caller.tenant(), "dear", 1_000_000_000).id().value();
        runs.awaitEnd(titled("Broken", BROKEN));
        runs.awaitEnd(
                titled(
                        "Dear",
                        "{'id':'a','kind':'agent','agent':'dear','messages':[{'role':'user','content':'hi'}]}"));
        waiting("Waiting");
        var asking =
                titled(
                        "Asking",
                        "{'id':'ok','kind':'approval','details':{'n':1},'approval':{'title':'Go?','roles':['tenant_owner']}}");
        runs.awaitStatus(asking, "waiting_approval");
        var code = errors().getFirst();

        assertThat(titles("?agent=" + agent)).containsExactly("Dear");
        assertThat(titles("?cost=1")).containsExactly("Dear");
        assertThat(titles("?cost=1.5")).isEmpty();
        assertThat(titles("?asking=true")).containsExactly("Asking");
        assertThat(titles("?error=" + code)).containsExactly("Broken");
        assertThat(titles("?duration=1d")).isEmpty();
        assertThat(titles("?duration=0s&status=failed")).containsExactly("Broken");
        assertThat(titles("?workflow=" + agent)).isEmpty();
        assertThat(titles("?agent=x&cost=-1&cost=1e9&duration=soon&asking=no&workflow=y"))
                .hasSize(4);
        assertThat(CsvFile.of(admin.open("/runs.csv?agent=" + agent)).column("title"))
                .containsExactly("Dear");
        assertThat(admin.open("/runs?cost=1"))
                .bodyText()
                .contains("min_cost=1", "<details class=\"filter-more\" open");
        assertThat(ScreenTable.of(admin.open("/runs?asking=true")).column("Now at"))
                .containsExactly("ok people are asked");
    }

    @Test
    void narrowsTheListByWhatWasThoughtOfRunsAndByWordsOfTheirInput() {
        var rated = titled("Rated", BROKEN, "{'by':'Ada'}");
        runs.awaitEnd(rated);
        runs.awaitEnd(titled("Other", BROKEN, "{'by':'Grace'}"));
        caller.client().send("PUT", "/api/v1/runs/" + rated + "/feedback", "{'rating':'down'}");

        assertThat(titles("?rating=down")).containsExactly("Rated");
        assertThat(titles("?rating=up")).isEmpty();
        assertThat(titles("?rating=odd")).hasSize(2);
        assertThat(titles("?input=grace")).containsExactly("Other");
        assertThat(titles("?input=ada&rating=down&status=failed")).containsExactly("Rated");
        assertThat(CsvFile.of(admin.open("/runs.csv?input=ada")).column("title"))
                .containsExactly("Rated");
        assertThat(CsvFile.of(admin.open("/runs.csv?rating=down")).column("title"))
                .containsExactly("Rated");
        assertThat(admin.open("/runs?input=ada&rating=down"))
                .bodyText()
                .contains(
                        "rating=down&amp;input=ada",
                        "<details class=\"filter-more\" open",
                        "name=\"input\" value=\"ada\"",
                        "the first 500 characters of each input&#39;s values");
        assertThat(admin.send("/runs/bulk?input=grace", "action", "retry", "all", "true"))
                .bodyText()
                .contains("Try runs again: 1");
        assertThat(admin.send("/runs/bulk?rating=up", "action", "retry", "all", "true"))
                .hasStatus(303);
    }

    private List<String> errors() {
        return CsvFile.of(admin.open("/runs.csv?status=failed")).column("error");
    }

    private List<String> titles(String query) {
        return ScreenTable.of(admin.open("/runs" + query)).column("");
    }

    private String waiting(String title) {
        var id = titled(title, WAITING);
        runs.awaitStatus(id, "waiting");
        return id;
    }

    private String titled(String title, String step) {
        return titled(title, step, "{}");
    }

    private String titled(String title, String step, String input) {
        return runs.create(
                        "{'title':'"
                                + title
                                + "','graph':{'steps':["
                                + step
                                + "]},'input':"
                                + input
                                + "}")
                .json()
                .path("id")
                .asString();
    }

    private ConsoleBrowser browser(Role role) {
        var browser = new ConsoleBrowser(mvc);
        browser.signIn(people.person(caller.tenant(), role).email(), TestPeople.PASSWORD);
        return browser;
    }
}
