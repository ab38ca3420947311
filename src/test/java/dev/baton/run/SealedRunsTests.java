package dev.baton.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.baton.ConsoleBrowser;
import dev.baton.TestPeople;
import dev.baton.identity.key.KeyFixture;
import dev.baton.message.MessageFixture;
import dev.baton.message.MessageFixture.Caller;
import dev.baton.message.ServerTest;
import dev.baton.platform.Ids;
import dev.baton.tenant.Role;
import dev.baton.tenant.Slug;
import dev.baton.tenant.TenantDirectory;
import dev.baton.tenant.TenantLimits;
import dev.baton.tenant.TenantSettings;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

import java.util.List;

/**
 * A tenant that wants its texts sealed has nothing of its runs in the clear, and reads it all the
 * same.
 */
@ServerTest
class SealedRunsTests {

    private static final String GRAPH =
            """
            {'steps': [
              {'id': 'ask', 'kind': 'agent', 'agent': 'echo',
               'messages': [{'role': 'user', 'content': 'mauve ${input.who}'}]},
              {'id': 'wait', 'kind': 'wait', 'signal': 'go'},
              {'id': 'fail', 'kind': 'transform', 'value': '${int(input.who)}'}]}
            """;

    @Autowired private MessageFixture fixture;
    @Autowired private TenantDirectory tenants;
    @Autowired private JdbcTemplate jdbc;
    @Autowired private TestPeople people;
    @Autowired private MockMvcTester mvc;

    private Caller caller;
    private RunClient runs;

    @BeforeEach
    void somebodyWhoSeals() {
        caller = fixture.caller();
        runs = new RunClient(caller.client());
        var now = tenants.get(caller.tenant());
        tenants.editAny(
                caller.tenant(),
                now.version(),
                new Slug(now.slug()),
                new TenantSettings(now.name(), now.language(), now.zone(), true),
                new TenantLimits(1_000_000, null, null),
                KeyFixture.OPERATOR);
        await().until(() -> tenants.get(caller.tenant()).isTextsSealed());
    }

    @Test
    void keepsNothingInTheClearAndTellsItAllTheSame() {
        var id =
                runs.create("{'graph':" + GRAPH + ",'input':{'who':'mauve'}}")
                        .json()
                        .path("id")
                        .asString();
        runs.awaitStatus(id, "waiting");
        assertThat(runs.step(id, "ask").at("/result/text").asString()).contains("mauve mauve");

        assertThat(runs.command(id, "snapshots", "").status()).isEqualTo(201);
        runs.command(id, "signals", "{'name':'go','payload':'mauve'}");
        var run = runs.awaitEnd(id);

        assertThat(run.at("/error/code").asString()).isEqualTo("expression_failed");
        assertThat(run.at("/error/message").asString()).contains("mauve");
        assertThat(runs.state(id).at("/input/who").asString()).isEqualTo("mauve");
        assertThat(caller.client().get("/api/v1/runs/" + id + "/graph").text()).contains("mauve");

        var feedback = "/api/v1/runs/" + id + "/feedback";
        caller.client().send("PUT", feedback, "{'rating':'down','comment':'mauve'}");
        assertThat(caller.client().get(feedback).json().at("/data/0/comment").asString())
                .isEqualTo("mauve");
        var other = runs.command(id, "forks", "{'reason':'mauve'}").json().path("id").asString();
        assertThat(runs.get(other).at("/forked_from/reason").asString()).isEqualTo("mauve");
        assertThat(kept()).isNotEmpty().noneMatch(text -> text.contains("mauve"));
    }

    /** To answer that there are none would be wrong. */
    @Test
    void refusesToLookForWordsThatItCannotRead() {
        var list = caller.client().get("/api/v1/runs?input=mauve");
        var bulk =
                caller.client()
                        .post(
                                "/api/v1/runs/bulk",
                                "{'action':'cancel','filter':{'input':'mauve'},'expect':0}");

        for (var answer : List.of(list, bulk)) {
            assertThat(answer.status()).as(answer.text()).isEqualTo(422);
            assertThat(answer.json().path("code").asString()).isEqualTo("inputs_sealed");
        }
    }

    @Test
    void offersNoWordsToLookForInTheConsole() {
        runs.begin("{'id':'ask','kind':'wait','signal':'go'}", "{}");
        var browser = new ConsoleBrowser(mvc);
        browser.signIn(people.person(caller.tenant(), Role.VIEWER).email(), TestPeople.PASSWORD);

        assertThat(browser.open("/runs"))
                .bodyText()
                .contains("name=\"rating\"")
                .doesNotContain("name=\"input\"");
        assertThat(browser.open("/runs?input=mauve"))
                .hasStatus(422)
                .bodyText()
                .contains("inputs cannot be searched");
    }

    private List<String> kept() {
        var tenant = Ids.bytes(caller.tenant().value());
        return jdbc.queryForList(
                """
                SELECT body FROM run_journal WHERE tenant_id = ?
                UNION ALL SELECT body FROM run_snapshot WHERE tenant_id = ?
                UNION ALL SELECT body FROM run_graph WHERE tenant_id = ?
                UNION ALL SELECT error FROM run WHERE tenant_id = ? AND error IS NOT NULL
                UNION ALL SELECT fork_reason FROM run
                    WHERE tenant_id = ? AND fork_reason IS NOT NULL
                UNION ALL SELECT input_words FROM run
                    WHERE tenant_id = ? AND input_words IS NOT NULL
                UNION ALL SELECT comment FROM run_feedback WHERE tenant_id = ?
                UNION ALL SELECT request FROM message WHERE tenant_id = ?
                UNION ALL SELECT answer FROM message WHERE tenant_id = ?
                """,
                String.class,
                tenant,
                tenant,
                tenant,
                tenant,
                tenant,
                tenant,
                tenant,
                tenant,
                tenant);
    }
}
