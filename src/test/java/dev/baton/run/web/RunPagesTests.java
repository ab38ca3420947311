package dev.baton.run.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.baton.ConsoleBrowser;
import dev.baton.CsvFile;
import dev.baton.RecordedStatements;
import dev.baton.ScreenTable;
import dev.baton.TestPeople;
import dev.baton.approval.ApprovalInbox;
import dev.baton.approval.ApprovalQuestions;
import dev.baton.approval.Asked;
import dev.baton.message.MessageFixture;
import dev.baton.message.MessageFixture.Caller;
import dev.baton.message.ServerTest;
import dev.baton.platform.Ids;
import dev.baton.run.RunClient;
import dev.baton.tenant.Role;
import dev.baton.tenant.TenantId;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

import java.io.UnsupportedEncodingException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** What people see of runs, and what they may want of them. */
@Tag("database")
@ServerTest
class RunPagesTests {

    private static final String WAITING = "{'id':'ask','kind':'wait','signal':'go'}";
    private static final String MAP =
            """
            {'steps':[
              {'id':'each','kind':'map','title':'Every one','over':'input.items','as':'one','steps':[
                {'id':'twice','kind':'transform','value':'${one * 2}'}]},
              {'id':'sum','kind':'transform','after':['each'],'value':'${size(results.each)}'}],
             'output':'${results.sum}'}
            """;

    @Autowired private MockMvcTester mvc;
    @Autowired private TestPeople people;
    @Autowired private MessageFixture fixture;
    @Autowired private JdbcTemplate database;
    @Autowired private ApprovalInbox inbox;
    @Autowired private ApprovalQuestions questions;
    private Caller caller;
    private RunClient runs;
    private ConsoleBrowser admin;

    @BeforeEach
    void somebody() {
        caller = fixture.caller();
        runs = new RunClient(caller.client());
        admin = browserOf(caller.tenant(), Role.TENANT_ADMIN);
    }

    @Test
    void showsThoseWhoHaveNoneHowToBeginOne() {
        assertThat(admin.open("/runs"))
                .hasStatusOk()
                .bodyText()
                .contains("No runs yet", "curl -H", "/api/v1/tasks")
                .doesNotContain("<table", "id=\"filters\"");
    }

    @Test
    void showsWhatIsAskedBackBeforePeopleDecide() {
        var id =
                runs.begin(
                        """
                        {'id':'ask','kind':'approval','details':{'a':1},'approval':{'title':'Go?','roles':['tenant_owner']}}
                        """,
                        "{}");
        runs.awaitStatus(id, "waiting_approval");
        var owner = people.person(caller.tenant(), Role.TENANT_OWNER).actor();
        await().until(() -> !inbox.waitingFor(owner, Asked.ANYHOW, null, 1).data().isEmpty());
        var asked = inbox.waitingFor(owner, Asked.ANYHOW, null, 1).data().getFirst().id();

        questions.ask(asked, "Why <b>now</b>?", owner);

        assertThat(admin.open("/runs/" + id))
                .bodyText()
                .contains("/approvals/" + asked.value() + "\">See what is asked")
                .contains(
                        owner.name() + " asks before deciding",
                        "Why &lt;b&gt;now&lt;/b&gt;?",
                        "/approvals/" + asked.value() + "#questions");
    }

    @Test
    void listsRunsAndNarrowsThem() {
        var done = titled("First", transform("1"));
        var waiting = titled("Second", WAITING);
        runs.awaitEnd(done);
        runs.awaitStatus(waiting, "waiting");
        var today = LocalDate.now(ZoneOffset.UTC);

        assertThat(titles("")).containsExactly("Second", "First");
        assertThat(titles("?status=completed")).containsExactly("First");
        assertThat(titles("?status=waiting&range=1h")).containsExactly("Second");
        assertThat(titles("?q=" + done)).containsExactly("First");
        assertThat(titles("?from=" + today.minusDays(1) + "&to=" + today.plusDays(1))).hasSize(2);
        assertThat(titles("?to=" + today.minusDays(2))).isEmpty();
        assertThat(titles("?status=nonsense&range=ever&from=then")).hasSize(2);
        assertThat(admin.open("/runs?status=failed")).bodyText().contains("Nothing matches");
        assertThat(admin.open("/runs"))
                .bodyText()
                .contains("status=completed", "status=waiting")
                .doesNotContain("status=failed");
        assertThat(ScreenTable.of(admin.open("/runs?status=waiting")).column("Now at"))
                .containsExactly("ask until a signal or another run");
    }

    @Test
    void findsTheRunsOfOneRequestByWhatItsCallerCallsIt() {
        var one =
                runs.create(task(WAITING), "X-Correlation-Id", "order-7")
                        .json()
                        .path("id")
                        .asString();
        var other = runs.begin(WAITING, "{}");

        assertThat(admin.open("/runs?q=order-7")).bodyText().contains(one).doesNotContain(other);
        assertThat(admin.open("/search?q=order-7")).bodyText().contains("/runs/" + one);
        assertThat(caller.client().get("/api/v1/runs?correlation_id=order-7").json().path("data"))
                .singleElement()
                .satisfies(run -> assertThat(run.path("id").asString()).isEqualTo(one));
    }

    @ParameterizedTest
    @CsvSource({"'', PRIMARY", "?status=waiting, run_by_status", "?q=order-7, run_by_correlation"})
    void readsRunsByAnIndexOfTheFilter(String query, String key) {
        runs.awaitStatus(runs.begin(WAITING, "{}"), "waiting");

        var statements = RecordedStatements.during(() -> admin.open("/runs" + query));

        assertThat(statements)
                .filteredOn(statement -> statement.sql().startsWith("SELECT * FROM run FORCE"))
                .filteredOn(statement -> statement.sql().contains("ORDER BY id DESC"))
                .singleElement()
                .satisfies(
                        statement ->
                                assertThat(statement.plan())
                                        .extracting(RecordedStatements.Access::key)
                                        .containsOnly(key));
        assertThat(statements)
                .filteredOn(statement -> statement.sql().contains("COUNT(*)"))
                .filteredOn(statement -> statement.sql().contains("FROM run "))
                .allSatisfy(
                        statement ->
                                assertThat(statement.plan())
                                        .filteredOn(access -> access.table().equals("run"))
                                        .isNotEmpty()
                                        .extracting(RecordedStatements.Access::key)
                                        .containsOnly("run_by_status"));
    }

    @Test
    void leadsFromAPastedIdToTheRunAndShowsItInItsTrace() {
        var id = titled("Traced", transform("1"));
        var trace = runs.awaitEnd(id).path("trace_id").asString();

        assertThat(admin.open("/search?q=" + id)).hasRedirectedUrl("/runs/" + id);
        assertThat(admin.open("/traces/" + trace))
                .hasStatusOk()
                .bodyText()
                .contains("Traced", "/runs/" + id);
    }

    @Test
    void writesTheSameToAFile() {
        runs.awaitEnd(titled("One", transform("1")));
        runs.awaitStatus(titled("Two", WAITING), "waiting");

        var csv = CsvFile.of(admin.open("/runs.csv"));

        assertThat(csv.column("title")).containsExactly("Two", "One");
        assertThat(csv.column("status")).containsExactly("waiting", "completed");
        assertThat(CsvFile.of(admin.open("/runs.csv?status=completed")).column("title"))
                .containsExactly("One");
    }

    @Test
    void goesThroughTheListInPages() {
        for (var i = 0; i < 51; i++) {
            runs.begin(transform("1"), "{}");
        }

        var first = ConsoleBrowser.body(admin.open("/runs"));
        var next = first.replaceAll("(?s).*?rel=\"next\"[^>]*href=\"([^\"]*)\".*", "$1");

        assertThat(ScreenTable.of(admin.open("/runs")).rows()).hasSize(50);
        assertThat(ScreenTable.of(admin.open(next)).rows()).hasSize(1);
    }

    @Test
    void drawsTheStepsOverTimeAndTellsAboutTheOneThatIsChosen() {
        var id = carriedOut(MAP, "{'items':[1,2,3]}");

        var page = admin.open("/runs/" + id);
        assertThat(page)
                .hasStatusOk()
                .bodyText()
                .contains("Completed", "gantt-bar", "Every one", "×3", "id=\"row-each/*/twice\"");
        assertThat(admin.open("/runs/" + id + "?step=each/*/twice"))
                .bodyText()
                .contains("each/0/twice", "each/2/twice");
        assertThat(admin.open("/runs/" + id + "?step=each/2/twice"))
                .bodyText()
                .contains("Result", ">6<")
                .containsPattern("id=\"row-each/\\*/twice\"[^>]*aria-current=\"true\"");
        assertThat(admin.open("/runs/" + id + "?step=nothing"))
                .hasStatusOk()
                .bodyText()
                .contains("Choose a step");
    }

    @Test
    void drawsTheGraphAndTellsTheSameAboutTheStepThatIsChosen() {
        var id = carriedOut(MAP, "{'items':[1,2,3]}");

        var page = admin.open("/runs/" + id + "?view=graph&step=sum");

        assertThat(page)
                .hasStatusOk()
                .bodyText()
                .contains("id=\"box-each\"", "id=\"box-each/*/twice\"", "graph-arrow is-taken")
                .contains("class=\"graph\"")
                .containsPattern("id=\"box-sum\"[^>]*aria-current=\"true\"")
                .contains("Result", ">3<");
    }

    @Test
    void runsAgainWithTheNewestVersionWhereThereIsANewerOne() {
        var graph = "{'steps':[{'id':'a','kind':'transform','value':1}]}";
        var workflow = runs.publish("renewed", graph);
        var id =
                runs.create("{'workflow':'renewed'}", "Prefer", "wait=40")
                        .json()
                        .path("id")
                        .asString();
        assertThat(admin.open("/runs/" + id)).bodyText().doesNotContain("/restart/newest");
        runs.publishAgain(workflow, graph.replace("'value':1", "'value':2"));

        assertThat(admin.open("/runs/" + id))
                .bodyText()
                .contains("/runs/" + id + "/restart/newest", "version 2 of the workflow");
        var answer = admin.send("/runs/" + id + "/restart/newest");

        assertThat(answer).hasStatus3xxRedirection();
        var other = String.valueOf(answer.getResponse().getRedirectedUrl());
        var run = runs.awaitEnd(other.substring("/runs/".length()));
        assertThat(run.at("/workflow/version").asInt()).isEqualTo(2);
    }

    @Test
    void triesAgainWhatFailedAndRunsTheSameAgain() {
        var id = carriedOut("{'steps':[{'id':'bad','kind':'transform','value':'${1 / 0}'}]}", "{}");

        var retried = admin.send("/runs/" + id + "/retry");
        var restarted = admin.send("/runs/" + id + "/restart");

        for (var answer : List.of(retried, restarted)) {
            assertThat(answer).hasStatus3xxRedirection();
            var other = String.valueOf(answer.getResponse().getRedirectedUrl());
            assertThat(other).startsWith("/runs/").doesNotContain(id);
            assertThat(admin.open(other)).hasStatusOk();
        }
        var open = runs.begin(WAITING, "{}");
        assertThat(admin.send("/runs/" + open + "/retry")).hasStatus(409);
    }

    @Test
    void whatIsSentTwiceFromOnePageBeginsOneRun() {
        var id = carriedOut("{'steps':[{'id':'bad','kind':'transform','value':'${1 / 0}'}]}", "{}");
        var page = admin.open("/runs/" + id);
        var once = Pattern.compile("name=\"once\" value=\"([^\"]+)\"").matcher(body(page));
        assertThat(once.find()).isTrue();
        var begun = new HashSet<String>();
        for (var what : List.of("retry", "restart")) {
            var first = admin.send("/runs/" + id + "/" + what, "once", once.group(1));
            var again = admin.send("/runs/" + id + "/" + what, "once", once.group(1));
            assertThat(first).hasStatus3xxRedirection();
            assertThat(again.getResponse().getRedirectedUrl())
                    .isEqualTo(first.getResponse().getRedirectedUrl());
            begun.add(first.getResponse().getRedirectedUrl());
        }

        assertThat(begun).hasSize(2);
        assertThat(body(admin.open("/runs/" + id))).doesNotContain(once.group(1));
    }

    private static String body(MvcTestResult page) {
        try {
            return page.getResponse().getContentAsString();
        } catch (UnsupportedEncodingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Test
    void tellsOfAnAgentsStepItsMessageAndWhyThisAgent() {
        var id =
                carriedOut(
                        "{'steps':[{'id':'ask','kind':'agent','agent':'echo',"
                                + "'messages':[{'role':'user','content':'<b>hello</b>'}]}]}",
                        "{}");

        assertThat(runs.step(id, "ask").path("arguments").toString()).contains("<b>hello</b>");
        assertThat(admin.open("/runs/" + id + "?step=ask"))
                .hasStatusOk()
                .bodyText()
                .contains("/messages/", "/decisions/", "Why this agent?")
                .contains("&lt;b&gt;hello&lt;/b&gt;")
                .doesNotContain("<b>hello");
    }

    @Test
    void tellsWhatTheRunCameToAndWhatWasSaidAsText() {
        var id =
                carriedOut(
                        "{'steps':[{'id':'ask','kind':'agent','agent':'echo','messages':"
                                + "[{'role':'user','content':'Dear Ana,\\nit is late.'}]}],"
                                + "'output':{'letter':'${results.ask.text}'}}",
                        "{}");

        assertThat(admin.open("/runs/" + id))
                .bodyText()
                .containsPattern("(?s)Result of the run.*>letter</p>.*>Dear Ana,\nit is late.</p>")
                .containsPattern("(?s)Arguments.*>user</p>.*>Dear Ana,\nit is late.</p>")
                .contains("As JSON");
    }

    @Test
    void saysWhereAndWhyARunFailed() {
        var id =
                carriedOut(
                        "{'steps':[{'id':'bad','title':'Divide','kind':'transform',"
                                + "'value':'${1 / 0}'}]}",
                        "{}");

        assertThat(admin.open("/runs/" + id))
                .hasStatusOk()
                .bodyText()
                .contains("The run failed.", "step=bad\">Divide</a>");
    }

    @Test
    void saysWhatARunWentOnWithout() {
        var id =
                carriedOut(
                        "{'steps':[{'id':'bad','kind':'transform','value':'${1 / 0}',"
                                + "'on_failure':{'policy':'continue'}}]}",
                        "{}");

        assertThat(admin.open("/runs/" + id)).bodyText().contains("Partial result.", "step=bad");
    }

    @Test
    void saysWhatAStepWaitsForAndWhatFreesIt() {
        var id =
                runs.begin(
                        WAITING + ",{'id':'then','kind':'transform','value':1,'after':['ask']}",
                        "{}");
        runs.awaitStatus(id, "waiting");

        assertThat(admin.open("/runs/" + id))
                .bodyText()
                .contains("It goes on with the signal", "<code>go</code>", "data-live=\"runs\"");
        assertThat(admin.open("/runs/" + id + "?step=then"))
                .bodyText()
                .contains("It begins when these have ended:", "step=ask");

        assertThat(admin.send("/runs/" + id + "/signals", "name", "go", "payload", "{\"n\": 41}"))
                .hasRedirectedUrl("/runs/" + id);

        var run = runs.awaitEnd(id);
        assertThat(run.path("status").asString()).isEqualTo("completed");
        assertThat(admin.open("/runs/" + id))
                .bodyText()
                .doesNotContain("data-live=\"runs\"", "Cancel run");
    }

    @Test
    void refusesASignalThatIsNone() {
        var id = runs.begin(WAITING, "{}");

        assertThat(admin.send("/runs/" + id + "/signals", "name", " ")).hasStatus(400);
        assertThat(admin.send("/runs/" + id + "/signals", "name", "go", "payload", "{"))
                .hasStatus(400);
        assertThat(admin.send("/runs/" + id + "/signals", "name", "g".repeat(101))).hasStatus(400);
        assertThat(admin.send("/runs/" + id + "/cancellation", "reason", "r".repeat(501)))
                .hasStatus(400);
    }

    @Test
    void pausesResumesAndCancels() {
        var id = runs.begin(WAITING, "{}");
        runs.awaitStatus(id, "waiting");

        admin.send("/runs/" + id + "/pause", "reason", "lunch");
        runs.awaitStatus(id, "paused");
        assertThat(admin.open("/runs/" + id)).bodyText().contains("Resume", "The run is paused.");
        admin.send("/runs/" + id + "/resumption");
        runs.awaitStatus(id, "waiting");
        admin.send("/runs/" + id + "/cancellation", "reason", "not needed");

        runs.awaitStatus(id, "cancelled");
        assertThat(admin.open("/runs/" + id))
                .bodyText()
                .contains("The run was cancelled.", "not needed");
        assertThat(admin.send("/runs/" + id + "/cancellation")).hasStatus(409);
    }

    @Test
    void showsTheStateAtAVersionAndWhatDiffers() {
        var id =
                carriedOut(
                        "{'variables':{'n':0},'steps':["
                            + "{'id':'one','kind':'transform','value':5,'assign':{'n':{'add':'${result}'}}}]}",
                        "{}");
        var last = runs.get(id).path("version").asInt();

        assertThat(admin.open("/runs/" + id + "?view=state&version=" + last + "&with=0"))
                .hasStatusOk()
                .bodyText()
                .contains("variables.n", "results.one", "added");
        assertThat(admin.open("/runs/" + id + "?view=state&version=" + last + "&with=" + last))
                .bodyText()
                .contains("Nothing differs between these versions.");
        assertThat(admin.open("/runs/" + id + "?view=state&version=999999&with=x")).hasStatusOk();
    }

    @Test
    void showsEverythingThatHappened() {
        var id = carriedOut(MAP, "{'items':[1]}");

        assertThat(admin.open("/runs/" + id + "?view=journal"))
                .hasStatusOk()
                .bodyText()
                .contains("The run began", "The run ended", "step=sum")
                .doesNotContain("run_started");
    }

    @Test
    void lessRowsThanStepsAreDrawnUntilSomebodyAsksForMore() {
        var steps = new StringBuilder();
        for (var i = 0; i < 500; i++) {
            steps.append(i == 0 ? "" : ",")
                    .append("{'id':'s%d','kind':'transform','value':1}".formatted(i));
        }
        var id = carriedOut("{'steps':[" + steps + "]}", "{}");

        assertThat(ConsoleBrowser.body(admin.open("/runs/" + id)))
                .contains("100 of 500 steps", "rows=500")
                .satisfies(body -> assertThat(body.split("id=\"row-", -1)).hasSize(101));
        assertThat(ConsoleBrowser.body(admin.open("/runs/" + id + "?rows=500")))
                .satisfies(body -> assertThat(body.split("id=\"row-", -1)).hasSize(501));
    }

    @Test
    void readsOnlyWhatTheJournalHasGotSinceItWasLookedAtLast() {
        var graph =
                "{'steps':[{'id':'each','kind':'map','title':'Every"
                    + " one','over':'input.items','as':'one','steps':[{'id':'twice','kind':'transform','value':'${one"
                    + " * 2}'}]},"
                        + WAITING
                        + "]}";
        var id =
                runs.create("{'graph':" + graph + ",'input':{'items':[1,2,3]}}")
                        .json()
                        .path("id")
                        .asString();
        runs.awaitStatus(id, "waiting");
        assertThat(admin.open("/runs/" + id)).bodyText().contains("×3");
        admin.send("/runs/" + id + "/signals", "name", "go");
        var last = runs.awaitEnd(id).path("version").asInt();
        assertThat(last).isGreaterThan(1);
        assertThat(runs.step(id, "ask").path("status").asString()).isEqualTo("completed");
        assertThat(runs.step(id, "each/1/twice").path("result").asInt()).isEqualTo(4);

        database.update(
                "DELETE FROM run_journal WHERE tenant_id = ? AND run_id = ? AND version < ?",
                Ids.bytes(caller.tenant().value()),
                Ids.bytes(UUID.fromString(id)),
                last);

        assertThat(admin.open("/runs/" + id)).hasStatusOk().bodyText().contains("×3", "Every one");
        assertThat(runs.steps(id)).hasSize(5);
    }

    @Test
    void goesThroughManyStepsInPages() {
        var items = IntStream.range(0, 300).mapToObj(Integer::toString).toList();
        var id = carriedOut(MAP, "{'items':[" + String.join(",", items) + "]}");
        var steps = "/api/v1/runs/" + id + "/steps?limit=200";

        var first = caller.client().get(steps).json();
        var next = first.path("next_cursor").asString();
        var second = caller.client().get(steps + "&after=" + next).json();

        assertThat(first.path("data")).hasSize(200);
        assertThat(second.path("data")).hasSize(102);
        assertThat(second.path("data"))
                .filteredOn(step -> step.path("path").asString().equals("each/299/twice"))
                .singleElement()
                .satisfies(step -> assertThat(step.path("result").asInt()).isEqualTo(598));
        assertThat(caller.client().get(steps + "&after=50000"))
                .satisfies(answer -> assertThat(answer.status()).isEqualTo(400))
                .satisfies(answer -> assertThat(answer.text()).contains("steps_not_listed"));
    }

    @Test
    void staysSmallHoweverLargeWhatARunWorkedWith() {
        var text = "a".repeat(10_000);
        var list = String.join(",", Collections.nCopies(40, "'" + text + "'"));
        var id =
                carriedOut(
                        "{'steps':[{'id':'large','kind':'transform','value':'${input.list}'}]}",
                        "{'list':[" + list + "]}");

        assertThat(ConsoleBrowser.body(admin.open("/runs/" + id + "?step=large")))
                .contains("Only its beginning is shown")
                .hasSizeLessThan(200_000);
        assertThat(ConsoleBrowser.body(admin.open("/runs/" + id + "?view=state")))
                .hasSizeLessThan(300_000);
        assertThat(ConsoleBrowser.body(admin.open("/runs/" + id + "?view=journal")))
                .hasSizeLessThan(150_000);
    }

    @Test
    void showsWhatWasPlannedBesideWhatItCameTo() {
        var id =
                runs.create("{'task':'Write a short text about the moon.'}", "Prefer", "wait=40")
                        .json()
                        .path("id")
                        .asString();

        assertThat(admin.open("/runs/" + id))
                .hasStatusOk()
                .bodyText()
                .contains(
                        "Planned by", "Rules · Balanced", "By its words, the task was taken apart")
                .containsPattern("planned [^<]+ \\([^<]+ to [^<]+USD\\)")
                .containsPattern("planned [^<]+ \\([^<]+ to [^<]+s\\)");
        assertThat(admin.open("/runs/" + carriedOut("{'steps':[" + transform("1") + "]}", "{}")))
                .bodyText()
                .doesNotContain("Planned by", "planned ");
    }

    @Test
    void letsThoseWhoMayOnlyReadDoNothing() {
        var id = runs.begin(WAITING, "{}");
        runs.awaitStatus(id, "waiting");
        var viewer = browserOf(caller.tenant(), Role.VIEWER);

        assertThat(viewer.open("/runs/" + id))
                .hasStatusOk()
                .bodyText()
                .doesNotContain("Cancel run", "/signals");
        assertThat(viewer.send("/runs/" + id + "/cancellation")).hasStatus(403);
        assertThat(viewer.send("/runs/" + id + "/signals", "name", "go")).hasStatus(403);
        assertThat(runs.get(id).path("status").asString()).isEqualTo("waiting");
    }

    @Test
    void showsNobodyElsesRun() {
        var id = titled("private words", WAITING);
        var other = browserOf(fixture.tenant(100, null), Role.TENANT_ADMIN);

        assertThat(other.open("/runs/" + id)).hasStatus(404);
        assertThat(other.open("/runs/" + id + "?view=journal")).hasStatus(404);
        assertThat(other.send("/runs/" + id + "/pause")).hasStatus(404);
        assertThat(other.send("/runs/" + id + "/cancellation")).hasStatus(404);
        assertThat(other.open("/runs")).bodyText().doesNotContain(id, "private words");
        assertThat(other.open("/search?q=" + id)).bodyText().doesNotContain("/runs/" + id);
        assertThat(admin.open("/runs/" + Ids.next())).hasStatus(404);
    }

    private List<String> titles(String query) {
        return ScreenTable.of(admin.open("/runs" + query)).column("");
    }

    private String titled(String title, String step) {
        return runs.create("{'title':'" + title + "'," + task(step).substring(1))
                .json()
                .path("id")
                .asString();
    }

    private static String task(String step) {
        return "{'graph':{'steps':[" + step + "]}}";
    }

    private static String transform(String value) {
        return "{'id':'a','kind':'transform','value':" + value + "}";
    }

    private String carriedOut(String graph, String input) {
        return runs.carryOut(graph, input).path("id").asString();
    }

    private ConsoleBrowser browserOf(TenantId tenant, Role role) {
        var browser = new ConsoleBrowser(mvc);
        browser.signIn(people.person(tenant, role).email(), TestPeople.PASSWORD);
        return browser;
    }
}
