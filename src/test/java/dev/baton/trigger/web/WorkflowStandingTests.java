package dev.baton.trigger.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.ConsoleBrowser;
import dev.baton.CsvFile;
import dev.baton.RecordedStatements;
import dev.baton.ScreenTable;
import dev.baton.TestPeople;
import dev.baton.message.BatonClient;
import dev.baton.message.MessageFixture.Caller;
import dev.baton.message.ServerTest;
import dev.baton.platform.Ids;
import dev.baton.platform.web.BackgroundRequest;
import dev.baton.run.RunClient;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Role;
import dev.baton.tenant.web.ActorAuthentication;
import dev.baton.workflow.WorkflowFigures;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;

/** What the list and the pages of workflows tell of their triggers and runs. */
@Tag("database")
@ServerTest
@Import(TriggerConsole.class)
class WorkflowStandingTests {

    private static final String BROKEN =
            "{'steps':[{'id':'a','kind':'transform','value':'${1 / 0}'}]}";
    private static final String WAITING = "{'steps':[{'id':'ask','kind':'wait','signal':'go'}]}";

    @Autowired private MockMvcTester mvc;
    @Autowired private TriggerConsole console;
    @Autowired private TestPeople people;
    @Autowired private JdbcTemplate jdbc;

    private Caller caller;
    private BatonClient client;
    private RunClient runs;
    private ConsoleBrowser admin;
    private String report = "";

    @BeforeEach
    void somebody() {
        caller = console.caller();
        client = caller.client();
        runs = new RunClient(client);
        admin = console.as(mvc, caller, Role.TENANT_ADMIN);
        report = TriggerConsole.publish(client, "report", TriggerConsole.DONE);
    }

    @Test
    void tellsWhatBeginsWorkflowsAndWhatCameOfTheirRuns() {
        TriggerConsole.publish(client, "broken", BROKEN);
        TriggerConsole.publish(client, "open", WAITING);
        TriggerConsole.publish(client, "unused", TriggerConsole.DONE);
        TriggerConsole.schedule(client, "weekly", "0 7 * * MON");
        var paused = TriggerConsole.schedule(client, "daily", "0 7 * * *");
        client.post("/api/v1/triggers/" + paused + "/pause", "{'reason':'holidays'}");
        runs.awaitEnd(begin("report"));
        runs.awaitEnd(begin("report"));
        runs.awaitEnd(begin("broken"));
        var open = begin("open");
        runs.awaitStatus(open, "waiting");
        var given = begin("broken");
        runs.awaitEnd(given);
        cost("workflow_id = ?", report, 1_500_000_000L);

        var table = ScreenTable.of(admin.open("/workflows"));

        assertThat(table.column("")).containsExactly("broken", "open", "report", "unused");
        assertThat(table.column("Triggers"))
                .containsExactly("0", "0", "1 1 paused or stopped", "0");
        assertThat(table.column("Runs, 7 d")).containsExactly("2", "1", "2", "0");
        assertThat(table.column("Success")).containsExactly("0%", "–", "100%", "–");
        assertThat(table.column("Average cost").get(2)).startsWith("1.50");
        assertThat(table.column("Average cost").get(1)).isEqualTo("–");
        assertThat(admin.open("/workflows"))
                .bodyText()
                .contains(
                        "href=\"/triggers?workflow=" + report + "\"",
                        "href=\"/runs?workflow=" + report + "&amp;range=7d\"");
        var csv = CsvFile.of(admin.open("/workflows.csv"));
        assertThat(csv.column("name")).isEqualTo(table.column(""));
        assertThat(csv.column("triggers_active")).containsExactly("0", "0", "1", "0");
        assertThat(csv.column("triggers_resting")).containsExactly("0", "0", "1", "0");
        assertThat(csv.column("runs_7d")).containsExactly("2", "1", "2", "0");
        assertThat(csv.column("completed_7d")).containsExactly("0", "0", "2", "0");
        assertThat(csv.column("ended_7d")).containsExactly("2", "0", "2", "0");
        assertThat(csv.column("cost_average")).containsExactly("0.00", "", "1.50", "");
    }

    /** No role is without them today, but what a page shows follows permissions and not roles. */
    @Test
    void hasNoColumnsOfRunsForThoseWhoMayNotSeeThem() {
        runs.awaitEnd(begin("report"));
        var reader =
                Actor.account(
                        caller.tenant(),
                        Ids.next(),
                        "reader@example.org",
                        Set.of(Permission.WORKFLOWS_READ));

        var table = ScreenTable.of(open("/workflows?columns=name,created-by", reader));

        assertThat(table.rows().getFirst()).containsKeys("Triggers", "Made by");
        assertThat(table.rows().getFirst())
                .doesNotContainKeys("Runs, 7 d", "Success", "Average cost");
        assertThat(open("/workflows?columns=name,created-by", reader))
                .bodyText()
                .contains("hides-2 hides-3 hides-4 hides-6 hides-7\"")
                .doesNotContain("Runs, 7 d", "Average cost", "Runs that began in the last 7 days");
        assertThat(ConsoleBrowser.body(open("/workflows.csv", reader)))
                .contains("triggers_resting,created_by")
                .doesNotContain("runs_7d", "cost_average");
    }

    @Test
    void leavesOutWhatSomebodyEndedAndWhatIsOlder() {
        runs.awaitEnd(begin("report"));
        var old = begin("report");
        runs.awaitEnd(old);
        older(old);
        TriggerConsole.publish(client, "open", WAITING);
        var ended = begin("open");
        runs.awaitStatus(ended, "waiting");
        runs.command(ended, "cancellation", "{}");
        runs.awaitEnd(ended);

        var table = ScreenTable.of(admin.open("/workflows"));

        assertThat(table.column("Runs, 7 d")).containsExactly("1", "1");
        assertThat(table.column("Success")).containsExactly("–", "100%");
    }

    @Test
    void countsNoMoreThanSoMany() {
        var id = begin("report");
        runs.awaitEnd(id);
        many(id, WorkflowFigures.MOST_COUNTED);

        assertThat(ScreenTable.of(admin.open("/workflows")).column("Runs, 7 d"))
                .containsExactly("200+");
        assertThat(CsvFile.of(admin.open("/workflows.csv")).column("runs_7d_more"))
                .containsExactly("true");
    }

    @Test
    void asksByAnIndexAndAsOftenForManyAsForOne() {
        admin.open("/workflows");
        var one = RecordedStatements.during(() -> admin.open("/workflows"));
        for (var i = 0; i < 4; i++) {
            TriggerConsole.publish(client, "more " + i, TriggerConsole.DONE);
        }
        admin.open("/workflows");

        var many = RecordedStatements.during(() -> admin.open("/workflows"));

        assertThat(many).hasSizeLessThanOrEqualTo(one.size());
        assertThat(keys(many, " FROM run FORCE")).containsOnly("run_by_workflow");
        assertThat(keys(many, "FROM workflow_trigger FORCE"))
                .containsOnly("workflow_trigger_workflow");
    }

    @Test
    void listsTheTriggersAndTheLastRunsOnAWorkflowsPage() {
        var page = "/workflows/" + report;
        assertThat(admin.open(page))
                .hasStatusOk()
                .bodyText()
                .contains(
                        "Nothing begins it by itself.",
                        "It has not run yet.",
                        "href=\"/triggers/new?workflow=" + report + "\"");
        var trigger = TriggerConsole.schedule(client, "weekly", "0 7 * * MON");
        var begun = IntStream.range(0, 11).mapToObj(_ -> begin("report")).toList();
        begun.forEach(runs::awaitEnd);

        assertThat(admin.open(page))
                .bodyText()
                .contains(
                        "href=\"/triggers/" + trigger + "\"",
                        "at 07:00, on Monday (Europe/Madrid)",
                        "href=\"/triggers?workflow=" + report + "\"",
                        "href=\"/runs?workflow=" + report + "\"")
                .contains(begun.subList(1, 11).stream().map(id -> "/runs/" + id).toList())
                .doesNotContain("/runs/" + begun.getFirst());
        assertThat(admin.open(page + "/versions/1"))
                .hasStatusOk()
                .bodyText()
                .doesNotContain("workflow-runs");
    }

    @Test
    void offersATriggerOnlyWhereOneCanBeMade() {
        var viewer = console.as(mvc, caller, Role.VIEWER);
        assertThat(viewer.open("/workflows/" + report))
                .bodyText()
                .contains("Nothing begins it by itself.")
                .doesNotContain("/triggers/new");
        var draft =
                client.post(
                                "/api/v1/workflows",
                                "{'name':'draft','graph':" + TriggerConsole.DONE + "}")
                        .json()
                        .path("id")
                        .asString();
        assertThat(admin.open("/workflows/" + draft))
                .bodyText()
                .contains("Publish it first")
                .doesNotContain("/triggers/new");
    }

    @Test
    void saysItInTheReadersLanguage() {
        runs.awaitEnd(begin("report"));

        var spanish = console.as(mvc, caller, Role.VIEWER, Locale.of("es"));
        assertThat(spanish.open("/workflows"))
                .bodyText()
                .contains("Ejecuciones, 7 d", "Coste medio");
        assertThat(spanish.open("/workflows/" + report))
                .bodyText()
                .contains("Últimas ejecuciones", "Nada lo inicia por sí solo.");
        assertThat(console.as(mvc, caller, Role.VIEWER, Locale.of("th")).open("/workflows"))
                .bodyText()
                .contains("ค่าใช้จ่ายเฉลี่ย");
    }

    @Test
    void namesWhoMadeAWorkflowWhoeverChangesIt() {
        var maker = ScreenTable.of(admin.open("/workflows")).column("Made by");
        var other = people.person(caller.tenant(), Role.EDITOR);
        var browser = new ConsoleBrowser(mvc);
        browser.signIn(other.email(), TestPeople.PASSWORD);
        browser.open("/workflows/" + report);
        browser.send("/workflows/" + report + "/archiving");
        browser.open("/workflows/" + report);
        browser.send("/workflows/" + report + "/restoring");

        var table = ScreenTable.of(admin.open("/workflows"));

        assertThat(table.column("Made by")).isEqualTo(maker);
        assertThat(table.column("By")).isNotEqualTo(maker);
        assertThat(client.get("/api/v1/workflows/" + report).json().path("created_by").asString())
                .isEqualTo(maker.getFirst());
    }

    @Test
    void namesNobodyAsMakerWhereNobodyKnows() {
        jdbc.update(
                "UPDATE workflow SET created_by = '' WHERE id = ?",
                Ids.bytes(UUID.fromString(report)));

        assertThat(ScreenTable.of(admin.open("/workflows")).column("Made by")).containsExactly("–");
        assertThat(CsvFile.of(admin.open("/workflows.csv")).column("created_by"))
                .containsExactly("");
        assertThat(client.get("/api/v1/workflows/" + report).json().has("created_by")).isFalse();
    }

    @Test
    void drawsNothingAnewForAPageThatOnlyStaysUpToDate() {
        var path = "/workflows/" + report;
        assertThat(admin.open(path)).bodyText().contains("id=\"findings\"", "id=\"workflow-runs\"");

        var again = admin.with(BackgroundRequest.HEADER, "live").open(path);

        assertThat(again)
                .hasStatusOk()
                .bodyText()
                .contains("id=\"workflow-runs\"", "data-live-stream")
                .doesNotContain("id=\"findings\"", "id=\"history\"");
    }

    private MvcTestResult open(String path, Actor by) {
        return mvc.get()
                .uri(path)
                .accept(MediaType.TEXT_HTML)
                .with(SecurityMockMvcRequestPostProcessors.authentication(new At(by)))
                .exchange();
    }

    /** Somebody at work with just some permissions. */
    private static final class At extends AbstractAuthenticationToken
            implements ActorAuthentication {

        private final transient Actor actor;

        private At(Actor actor) {
            super(List.of());
            this.actor = actor;
            setAuthenticated(true);
        }

        @Override
        public Actor actor() {
            return actor;
        }

        @Override
        public Object getCredentials() {
            return "";
        }

        @Override
        public Object getPrincipal() {
            return actor.name();
        }
    }

    private String begin(String workflow) {
        var answer = runs.create("{'workflow':'" + workflow + "'}");
        assertThat(answer.status()).as(answer.text()).isEqualTo(202);
        return answer.json().path("id").asString();
    }

    private static List<String> keys(List<RecordedStatements.Recorded> statements, String words) {
        var found =
                statements.stream()
                        .filter(
                                statement ->
                                        statement.sql().replaceAll("\\s+", " ").contains(words))
                        .toList();
        assertThat(found).as(words).hasSize(1);
        return found.getFirst().plan().stream()
                .filter(access -> !access.table().startsWith("<"))
                .map(RecordedStatements.Access::key)
                .toList();
    }

    private void cost(String condition, String id, long nanos) {
        jdbc.update(
                "UPDATE run SET cost_nanos = ? WHERE tenant_id = ? AND " + condition,
                nanos,
                Ids.bytes(caller.tenant().value()),
                Ids.bytes(UUID.fromString(id)));
    }

    /** As if it had begun before the days that are told. */
    private void older(String run) {
        var before = Instant.now().minus(Duration.ofDays(WorkflowFigures.DAYS + 1));
        jdbc.update(
                "UPDATE run SET id = ? WHERE tenant_id = ? AND id = ?",
                Ids.bytes(Ids.firstOf(before)),
                Ids.bytes(caller.tenant().value()),
                Ids.bytes(UUID.fromString(run)));
    }

    /** So many more like this one. */
    private void many(String run, int more) {
        var columns =
                jdbc
                        .queryForList(
                                """
                                SELECT column_name FROM information_schema.columns
                                WHERE table_schema = DATABASE() AND table_name = 'run'
                                  AND column_name NOT IN ('tenant_id', 'id')
                                """,
                                String.class)
                        .stream()
                        .toList();
        var listed = String.join(", ", columns);
        jdbc.batchUpdate(
                "INSERT INTO run (tenant_id, id, "
                        + listed
                        + ") SELECT tenant_id, ?, "
                        + listed
                        + " FROM run WHERE tenant_id = ? AND id = ?",
                IntStream.range(0, more)
                        .mapToObj(
                                _ ->
                                        new Object[] {
                                            Ids.bytes(Ids.next()),
                                            Ids.bytes(caller.tenant().value()),
                                            Ids.bytes(UUID.fromString(run))
                                        })
                        .toList());
    }
}
