package dev.baton.run.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.ConsoleBrowser;
import dev.baton.RecordedStatements;
import dev.baton.TestPeople;
import dev.baton.message.MessageFixture;
import dev.baton.message.MessageFixture.Caller;
import dev.baton.message.ServerTest;
import dev.baton.platform.Ids;
import dev.baton.run.RunClient;
import dev.baton.tenant.Role;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What a run's page says of its six phases: what is recorded, and nothing else. */
@Tag("database")
@ServerTest
class RunPhasesPagesTests {

    private static final Pattern STRIP = Pattern.compile("(?s)<ol class=\"phases\">(.*?)</ol>");
    private static final Pattern PHASE =
            Pattern.compile("(?s)<span class=\"phase-name\">([^<]*)</span>(.*?)</li>");
    private static final String TOOK = "(under 1 ms|[\\d.,]+ m?s).*";
    private static final String ASK =
            "{'id':'ask','kind':'agent','agent':'echo',"
                    + "'messages':[{'role':'user','content':'hello'}]}";
    private static final String TWICE = "{'id':'twice','kind':'transform','value':'${1 + 1}'}";

    @Autowired private MockMvcTester mvc;
    @Autowired private TestPeople people;
    @Autowired private MessageFixture fixture;
    @Autowired private JdbcTemplate jdbc;

    private Caller caller;
    private RunClient runs;
    private ConsoleBrowser viewer;

    @BeforeEach
    void somebody() {
        caller = fixture.caller();
        runs = new RunClient(caller.client());
        viewer = new ConsoleBrowser(mvc);
        viewer.signIn(people.person(caller.tenant(), Role.VIEWER).email(), TestPeople.PASSWORD);
    }

    @Test
    void tellsOfEachPhaseWhatIsRecorded() {
        var id = ended("{'steps':[" + ASK + "," + TWICE + "],'output':'${results.twice}'}", "{}");
        var version = runs.get(id).path("version").asInt();

        var phases = phases(id, "");

        assertThat(phases.keySet())
                .containsExactly(
                        "Submission", "Planning", "Selection", "Execution", "State", "Aggregation");
        assertThat(phases.get("Submission")).matches(TOOK + "until it began");
        assertThat(phases.get("Planning")).isEqualTo("None no plan is known");
        assertThat(phases.get("Selection")).matches(TOOK + "agents chosen: 1");
        assertThat(phases.get("Execution")).matches(TOOK + "steps begun: 2");
        assertThat(phases.get("State")).startsWith("Versions: " + version + " last written ");
        assertThat(phases.get("Aggregation")).matches(TOOK + "bytes of the result: 1");
        assertThat(phases(id, "?view=state")).containsEntry("Planning", phases.get("Planning"));
        assertThat(phases(id, "?view=journal")).containsEntry("Execution", phases.get("Execution"));
    }

    @Test
    void measuresHowLongAPlanTookAndSaysWhereNobodyDid() {
        var begun =
                runs.create("{'task':'Write a short text about the moon.'}", "Prefer", "wait=40");
        var id = begun.json().path("id").asString();

        assertThat(phases(id, "").get("Planning")).matches(TOOK + "Rules");

        planned(id, 4_321L);
        assertThat(phases(id, "").get("Planning")).isEqualTo("4.3 s Rules");
        planned(id, null);
        assertThat(phases(id, "").get("Planning")).isEqualTo("Not recorded Rules");
    }

    @Test
    void tellsHowLongAPlanTookThatWasLookedAtBefore() {
        var plan =
                caller.client()
                        .post("/api/v1/tasks?dry_run=true", "{'task':'Write about the moon.'}")
                        .json()
                        .path("hash")
                        .asString();
        var id = runs.create("{'plan':'" + plan + "'}").json().path("id").asString();
        runs.awaitEnd(id);

        assertThat(phases(id, "").get("Planning")).matches(TOOK + "Rules");
    }

    @Test
    void saysWhatIsStillToComeAndFollowsTheRun() {
        var id = runs.begin("{'id':'wait','kind':'wait','signal':'go'}", "{}");
        runs.awaitStatus(id, "waiting");

        var phases = phases(id, "");

        assertThat(phases.get("Selection")).isEqualTo("None no agent was chosen");
        assertThat(phases.get("Execution")).matches(TOOK + "steps begun: 1");
        assertThat(phases.get("Aggregation")).isEqualTo("Still to come");
        assertThat(viewer.open("/runs/" + id))
                .bodyText()
                .containsPattern("<section id=\"run-phases\"[^>]*data-live=\"runs\"");
        runs.command(id, "signals", "{'name':'go'}");
        runs.awaitEnd(id);
        assertThat(phases(id, "").get("Aggregation")).matches(TOOK + "bytes of the result: \\d+");
    }

    @Test
    void tellsTheDurationsThatAreRecorded() {
        var id = ended("{'steps':[" + TWICE + "]}", "{}");
        jdbc.update(
                """
                UPDATE run SET created_at = started_at - INTERVAL 2500000 MICROSECOND,
                    ended_at = ended_at + INTERVAL 90 SECOND
                WHERE tenant_id = ? AND id = ?
                """,
                Ids.bytes(caller.tenant().value()),
                Ids.bytes(UUID.fromString(id)));

        var phases = phases(id, "");

        assertThat(phases.get("Submission")).isEqualTo("2.5 s until it began");
        assertThat(phases.get("Aggregation")).startsWith("1 min 30 s");
        assertThat(phases.get("Execution")).doesNotContain("min");
    }

    @Test
    void leavesToTheOtherRunWhatAForkTookOver() {
        var id = ended("{'steps':[" + ASK + "," + TWICE + "]}", "{}");
        var fork = runs.command(id, "forks", "{'from_step':'twice'}").json().path("id").asString();
        runs.awaitEnd(fork);

        var phases = phases(fork, "");

        assertThat(phases.get("Submission")).isEqualTo("Not recorded began with another run");
        assertThat(phases.get("Selection")).isEqualTo("None no agent was chosen");
        assertThat(phases.get("Execution")).endsWith("steps begun: 1");
    }

    /** Whoever follows a run of many steps asks for what is new, and for no more than that. */
    @Test
    void costsTheSameStatementsHoweverManyStepsThereAre() {
        var graph =
                "{'steps':[{'id':'each','kind':'map','over':'input.items','as':'one','steps':["
                        + TWICE
                        + "]}],'output':'done'}";
        var few = ended(graph, "{'items':[1]}");
        var many =
                ended(
                        graph,
                        IntStream.range(0, 300)
                                .mapToObj(Integer::toString)
                                .collect(Collectors.joining(",", "{'items':[", "]}")));
        phases(few, "");
        assertThat(phases(many, "").get("Execution")).endsWith("steps begun: 301");

        var ofFew = RecordedStatements.during(() -> viewer.open("/runs/" + few + "?view=journal"));
        var ofMany =
                RecordedStatements.during(() -> viewer.open("/runs/" + many + "?view=journal"));

        assertThat(ofMany).hasSameSizeAs(ofFew);
        assertThat(ofMany)
                .filteredOn(statement -> statement.sql().contains("FROM run_journal"))
                .isNotEmpty()
                .allSatisfy(
                        statement ->
                                assertThat(statement.sql()).containsPattern("LIMIT|version = 0"));
    }

    private Map<String, String> phases(String id, String look) {
        var body = ConsoleBrowser.body(viewer.open("/runs/" + id + look));
        var strip = STRIP.matcher(body);
        assertThat(strip.find()).isTrue();
        var phases = new LinkedHashMap<String, String>();
        PHASE.matcher(strip.group(1))
                .results()
                .forEach(
                        phase ->
                                phases.put(
                                        phase.group(1),
                                        phase.group(2)
                                                .replaceAll("<[^>]*>", " ")
                                                .replaceAll("[\\s\\u00a0]+", " ")
                                                .strip()));
        return phases;
    }

    private void planned(String run, Long millis) {
        jdbc.update(
                "UPDATE plan_estimate SET planning_millis = ? WHERE tenant_id = ? AND run_id = ?",
                millis,
                Ids.bytes(caller.tenant().value()),
                Ids.bytes(UUID.fromString(run)));
    }

    private String ended(String graph, String input) {
        return runs.carryOut(graph, input).path("id").asString();
    }
}
