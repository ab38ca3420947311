package dev.baton.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.baton.RecordedStatements;
import dev.baton.message.MessageFixture;
import dev.baton.message.MessageFixture.Caller;
import dev.baton.message.ServerTest;
import dev.baton.model.Timeouts;
import dev.baton.platform.Ids;
import dev.baton.platform.Page;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

import tools.jackson.databind.JsonNode;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/** Runs are found by what they asked, cost, took and failed with, by an index or so many a page. */
@ServerTest
class RunSearchTests {

    private static final String WAITING = "{'id':'ask','kind':'wait','signal':'go'}";
    private static final String BROKEN = "{'id':'a','kind':'transform','value':'${1 / 0}'}";
    private static final String APPROVAL =
            "{'id':'ok','kind':'approval','details':{'n':1},'approval':{'title':'Go?','roles':['tenant_owner']}}";

    @Autowired private MessageFixture fixture;
    @Autowired private RunSearch search;
    @Autowired private JdbcTemplate jdbc;

    private Caller caller;
    private RunClient runs;

    @BeforeEach
    void somebody() {
        caller = fixture.caller();
        runs = new RunClient(caller.client());
    }

    @Test
    void byAnAgentThatTheyAsked() {
        var one = fixture.echo(caller.tenant(), "one", 0).id().value();
        var other = fixture.echo(caller.tenant(), "other", 0).id().value();
        var both = runs.begin(asks("a", "one", "") + "," + asks("b", "other", "a"), "{}");
        var first = runs.begin(asks("a", "one", "") + "," + asks("b", "one", "a"), "{}");
        var none = runs.begin(WAITING, "{}");
        runs.awaitEnd(both);
        runs.awaitEnd(first);

        assertThat(found("agent=" + one)).containsExactly(first, both);
        assertThat(found("agent=" + other)).containsExactly(both);
        assertThat(found("agent=" + one + "&status=completed&limit=1")).containsExactly(first);
        assertThat(found("agent=" + one + "&status=failed")).isEmpty();
        assertThat(found("agent=" + Ids.next())).isEmpty();
        assertThat(found("")).contains(none);
    }

    @Test
    void byAnAgentThatFailedThem() {
        var agent =
                fixture.remote(caller.tenant(), "gone", "http://127.0.0.1:59009", Timeouts.DEFAULT)
                        .id()
                        .value();
        var once = asks("a", "gone", "").replace("'messages'", "'retry':{'retries':0},'messages'");
        var id = runs.begin(once, "{}");

        assertThat(runs.awaitEnd(id).path("status").asString()).isEqualTo("failed");

        assertThat(found("agent=" + agent)).containsExactly(id);
    }

    @Test
    void byWhatTheyFailedWith() {
        var failed = runs.begin(BROKEN, "{}");
        runs.begin(WAITING, "{}");
        var code = runs.awaitEnd(failed).at("/error/code").asString();

        assertThat(found("error=" + code)).containsExactly(failed);
        assertThat(found("error=other")).isEmpty();
        assertThat(search.errors(caller.tenant())).containsExactly(code);
    }

    @Test
    void byTheRunWhoseStepsBeganThem() {
        runs.publish("inner", "{'steps':[{'id':'a','kind':'transform','value':'1'}]}");
        var run =
                runs.carryOut(
                        "{'steps':[{'id':'sub','kind':'workflow','workflow':'inner'}]}", "{}");
        var id = run.path("id").asString();

        assertThat(found("parent=" + id))
                .containsExactly(runs.step(id, "sub").at("/attempts/0/key").asString());
        assertThat(found("parent=" + Ids.next())).isEmpty();
    }

    @Test
    void byTheirWorkflow() {
        runs.publish("mine", "{'steps':[{'id':'a','kind':'transform','value':1}]}");
        var id = runs.create("{'workflow':'mine'}").json().path("id").asString();
        runs.begin(WAITING, "{}");
        var workflow = runs.awaitEnd(id).at("/workflow/id").asString();

        assertThat(found("workflow=" + workflow)).containsExactly(id);
        assertThat(found("workflow=" + Ids.next())).isEmpty();
    }

    @Test
    void byWhatTheyCost() {
        fixture.echo(caller.tenant(), "dear", 2_000_000_000L);
        var dear = runs.begin(asks("a", "dear", ""), "{}");
        runs.awaitEnd(dear);
        runs.awaitEnd(runs.begin("{'id':'a','kind':'transform','value':1}", "{}"));

        assertThat(found("min_cost=2")).containsExactly(dear);
        assertThat(found("min_cost=2.000000001")).isEmpty();
        assertThat(found("min_cost=0")).hasSize(2);
    }

    @Test
    void byHowLongTheyTook() {
        var quick = runs.begin("{'id':'a','kind':'transform','value':1}", "{}");
        var slow = runs.begin(WAITING, "{}");
        runs.awaitEnd(quick);
        runs.awaitStatus(slow, "waiting");
        jdbc.update(
                "UPDATE run SET started_at = started_at - INTERVAL 1 HOUR WHERE tenant_id = ? AND"
                        + " id = ?",
                Ids.bytes(caller.tenant().value()),
                Ids.bytes(UUID.fromString(slow)));

        assertThat(found("min_duration=1h")).containsExactly(slow);
        assertThat(found("min_duration=PT2H")).isEmpty();
        assertThat(found("min_duration=0s")).hasSize(2);
    }

    @Test
    void byWhetherPeopleAreAskedAlsoWhileTheyGoOn() {
        var asking = runs.begin(APPROVAL, "{}");
        var busy = runs.begin(APPROVAL + "," + WAITING, "{}");
        var other = runs.begin(WAITING, "{}");
        runs.awaitStatus(asking, "waiting_approval");
        runs.awaitStatus(other, "waiting");

        await().untilAsserted(
                        () ->
                                assertThat(found("approval_open=true"))
                                        .containsExactly(busy, asking));
        assertThat(found("approval_open=false")).containsExactly(other);

        runs.command(asking, "cancellation", "{}");
        runs.awaitEnd(asking);

        assertThat(found("approval_open=true")).containsExactly(busy);
    }

    @Test
    void byWhatSomebodyThinksOfThem() {
        var agent = fixture.echo(caller.tenant(), "one", 0).id().value();
        var good = ended(asks("a", "one", ""));
        var mixed = ended(asks("a", "one", ""));
        var bad = ended("{'id':'a','kind':'transform','value':1}");
        ended("{'id':'a','kind':'transform','value':1}");
        rate(caller, good, "up");
        rate(caller, mixed, "down");
        rate(fixture.caller(caller.tenant()), mixed, "up");
        rate(caller, bad, "down");
        rate(fixture.caller(caller.tenant()), bad, "down");

        assertThat(found("rating=up")).containsExactly(mixed, good);
        assertThat(found("rating=down")).containsExactly(bad, mixed);
        assertThat(found("rating=down&limit=1")).containsExactly(bad);
        assertThat(found("rating=down&agent=" + agent)).containsExactly(mixed);
        assertThat(found("rating=up&status=completed&from=2026-01-01T00:00:00Z"))
                .containsExactly(mixed, good);
        assertThat(found("rating=up&status=failed")).isEmpty();

        rate(caller, good, "down");

        assertThat(found("rating=up")).containsExactly(mixed);
        assertThat(list(fixture.caller(), "rating=down")).isEmpty();
    }

    @Test
    void byWordsOfTheirInput() {
        var ada = runs.begin(WAITING, "{'order':4711,'by':{'name':'Ada Lovelace'}}");
        var thai = runs.begin(WAITING, "{'ask':'ขอใบเสร็จรับเงินของเดือนที่แล้ว'}");
        var share = runs.begin(WAITING, "{'share':'50% of a_b'}");
        var long500 = runs.begin(WAITING, "{'a':'" + "x".repeat(500) + "','b':'Lovelace'}");

        assertThat(found("input=lovelace")).containsExactly(ada);
        assertThat(found("input=LOVE+4711")).containsExactly(ada);
        assertThat(found("input=Lovelace+4712")).isEmpty();
        assertThat(found("input=order")).isEmpty();
        assertThat(found("input=" + encoded("ใบเสร็จ"))).containsExactly(thai);
        assertThat(found("input=" + encoded("50%"))).containsExactly(share);
        assertThat(found("input=" + encoded("5%f"))).isEmpty();
        assertThat(found("input=a_b")).containsExactly(share);
        assertThat(found("input=a_")).containsExactly(share);
        assertThat(found("input=xxx&status=waiting")).containsExactly(long500);
        assertThat(list(fixture.caller(), "input=lovelace")).isEmpty();
    }

    /** Whether one begins anew, goes on from another or is begun by a step. */
    @Test
    void byWordsOfTheirInputHoweverTheyBegan() {
        runs.publish("inner", "{'steps':[{'id':'a','kind':'transform','value':'1'}]}");
        var parent =
                runs.carryOut(
                                "{'steps':[{'id':'sub','kind':'workflow','workflow':'inner',"
                                        + "'input':{'who':'Grace Hopper'}},"
                                        + "{'id':'bad','kind':'transform','value':'${1 / 0}'}]}",
                                "{'who':'Ada'}")
                        .path("id")
                        .asString();
        var retried = runs.command(parent, "retry", "").json().path("id").asString();
        var restarted = runs.command(parent, "restart", "").json().path("id").asString();

        assertThat(found("input=ada")).containsExactly(restarted, retried, parent);
        assertThat(found("input=hopper&parent=" + parent)).hasSize(1);
    }

    @Test
    void byAllOfThisAtOnce() {
        var agent = fixture.echo(caller.tenant(), "dear", 1_000_000_000).id().value();
        var id =
                runs.create(
                                "{'graph':{'steps':["
                                        + asks("a", "dear", "")
                                        + ","
                                        + WAITING
                                        + "]}}",
                                "X-Correlation-Id",
                                "order-7")
                        .json()
                        .path("id")
                        .asString();
        runs.awaitStatus(id, "waiting");
        await().until(() -> found("min_cost=1").size() == 1);

        assertThat(
                        found(
                                "correlation_id=order-7&status=waiting&min_cost=1&min_duration=1ms"
                                        + "&approval_open=false&from=2026-01-01T00:00:00Z&agent="
                                        + agent))
                .containsExactly(id);
        assertThat(found("correlation_id=order-8&agent=" + agent)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "min_cost=-1 | min_cost",
                "min_cost=1000000001 | min_cost",
                "min_duration=soon | min_duration",
                "min_duration=9999999d | min_duration",
                "status=nonsense | status",
                "agent=nonsense | agent",
                "error=%s | error",
                "rating=good | rating",
                "input=%s | input"
            })
    void saysWhichConditionIsNone(String query, String field) {
        var answer = caller.client().get("/api/v1/runs?" + query.formatted("e".repeat(201)));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text()).contains(field);
    }

    @ParameterizedTest
    @CsvSource({
        "RATING, run_feedback_by_rating",
        "RATING_AND_AGENT, run_feedback_by_rating",
        "AGENT, PRIMARY",
        "WORKFLOW, run_by_workflow",
        "PARENT, run_by_parent",
        "ERROR, run_by_error",
        "ASKING, run_by_asking",
        "COST, PRIMARY",
        "DURATION, PRIMARY",
        "INPUT, PRIMARY",
        "COST_OF_STATUS, run_by_status"
    })
    void readsByAnIndexInTheOrderOfTheList(String what, String key) {
        runs.awaitStatus(runs.begin(WAITING, "{}"), "waiting");
        fill(50);
        rateAllUp();

        var statements =
                RecordedStatements.during(
                        () -> search.page(caller.tenant(), filter(what), null, 20));

        assertThat(statements)
                .isNotEmpty()
                .allSatisfy(
                        statement -> {
                            assertThat(statement.plan().getFirst().key()).isEqualTo(key);
                            assertThat(statement.plan())
                                    .allSatisfy(
                                            access -> {
                                                assertThat(access.key()).isNotNull();
                                                assertThat(access.type()).isNotIn("ALL", "index");
                                                assertThat(access.extra())
                                                        .doesNotContain("filesort", "temporary");
                                            });
                        });
    }

    @Test
    void findsTheCodesOfThoseThatFailedLast() {
        fill(50);

        var statements = RecordedStatements.during(() -> search.errors(caller.tenant()));

        assertThat(statements)
                .singleElement()
                .satisfies(
                        statement ->
                                assertThat(statement.plan())
                                        .filteredOn(access -> access.table().equals("run"))
                                        .singleElement()
                                        .satisfies(
                                                access -> {
                                                    assertThat(access.key())
                                                            .isEqualTo("run_by_status");
                                                    assertThat(access.extra())
                                                            .doesNotContain("filesort");
                                                }));
    }

    /** Else a rare run would cost a look at all the others. */
    @Test
    void looksAtSoManyForAPageAndGoesOnAfterThem() {
        var tenant = caller.tenant();
        var dear = runs.begin(WAITING, "{}");
        runs.awaitStatus(dear, "waiting");
        jdbc.update(
                "UPDATE run SET cost_nanos = 5 WHERE tenant_id = ? AND id = ?",
                Ids.bytes(tenant.value()),
                Ids.bytes(UUID.fromString(dear)));
        fill(2 * RunSearch.TESTED + 10);
        var filter = RunFilter.builder().leastCost(5L).build();

        var pages = new ArrayList<Page<Run>>();
        UUID after = null;
        do {
            pages.add(search.page(tenant, filter, after, 20));
            var next = pages.getLast().nextCursor();
            after = next == null ? null : UUID.fromString(next);
        } while (after != null);

        assertThat(pages).hasSize(3);
        assertThat(pages.subList(0, 2)).allSatisfy(page -> assertThat(page.data()).isEmpty());
        assertThat(pages.getLast().data())
                .extracting(run -> run.id().toString())
                .containsExactly(dear);
    }

    private static RunFilter filter(String what) {
        var some = Ids.next();
        var filter = RunFilter.builder();
        switch (what) {
            case "RATING" -> filter.rating(Rating.DOWN);
            case "RATING_AND_AGENT" -> filter.rating(Rating.DOWN).agent(some);
            case "AGENT" -> filter.agent(some);
            case "WORKFLOW" -> filter.workflow(some);
            case "PARENT" -> filter.parent(some);
            case "ERROR" -> filter.error("x");
            case "ASKING" -> filter.asking(true);
            case "COST" -> filter.leastCost(1L);
            case "DURATION" -> filter.leastDuration(Duration.ofHours(1));
            case "INPUT" -> filter.input("some words");
            case "COST_OF_STATUS" -> filter.status(RunStatus.COMPLETED).leastCost(1L);
            default -> throw new IllegalArgumentException(what);
        }
        return filter.build();
    }

    /** Runs that have ended, newer than all others, as lists show them. */
    private void fill(int count) {
        var tenant = Ids.bytes(caller.tenant().value());
        jdbc.batchUpdate(
                """
                INSERT INTO run (tenant_id, id, status, graph_hash, depth, priority, started_by,
                    trace_id, created_at, started_at, ended_at, version, progress, attempts,
                    cost_nanos, tokens_in, tokens_out)
                VALUES (?, ?, 'COMPLETED', ?, 0, 2, 'somebody', ?, NOW(6), NOW(6), NOW(6), 1, 1, 0,
                    0, 0, 0)
                """,
                IntStream.range(0, count)
                        .mapToObj(
                                _ ->
                                        new Object[] {
                                            tenant,
                                            Ids.bytes(Ids.next()),
                                            new byte[32],
                                            "0".repeat(32)
                                        })
                        .toList());
    }

    /** Of a table that is all but empty, a database reads the whole index. */
    private void rateAllUp() {
        jdbc.update(
                """
                INSERT INTO run_feedback (tenant_id, run_id, rater_id, by_key, rated_by, rating,
                    created_at, updated_at)
                SELECT tenant_id, id, id, FALSE, 'somebody', 'UP', NOW(6), NOW(6)
                FROM run WHERE tenant_id = ?
                """,
                Ids.bytes(caller.tenant().value()));
        jdbc.queryForList("ANALYZE TABLE run_feedback");
    }

    private List<String> found(String query) {
        return list(caller, query);
    }

    private static List<String> list(Caller by, String query) {
        var answer = by.client().get("/api/v1/runs?" + query);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        var ids = new ArrayList<String>();
        for (JsonNode run : answer.json().path("data")) {
            ids.add(run.path("id").asString());
        }
        return ids;
    }

    private static String encoded(String words) {
        return URLEncoder.encode(words, StandardCharsets.UTF_8);
    }

    private String ended(String step) {
        var id = runs.begin(step, "{}");
        runs.awaitEnd(id);
        return id;
    }

    private static void rate(Caller by, String run, String rating) {
        var answer =
                by.client()
                        .send(
                                "PUT",
                                "/api/v1/runs/" + run + "/feedback",
                                "{'rating':'" + rating + "'}");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    }

    private static String asks(String step, String agent, String after) {
        return "{'id':'%s','kind':'agent','agent':'%s','after':[%s],'messages':[{'role':'user','content':'hi'}]}"
                .formatted(step, agent, after.isEmpty() ? "" : "'" + after + "'");
    }
}
