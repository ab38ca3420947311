package dev.baton.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.baton.message.MessageFixture;
import dev.baton.message.MessageFixture.Caller;
import dev.baton.message.ServerTest;
import dev.baton.platform.Ids;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

import java.util.List;
import java.util.UUID;

/** Somebody makes a run more or less urgent after it began. */
@ServerTest
class RunPriorityTests {

    private static final String WAITING = "{'id':'ask','kind':'wait','signal':'go'}";

    @Autowired private MessageFixture fixture;
    @Autowired private JdbcTemplate jdbc;

    private Caller caller;
    private RunClient runs;

    @BeforeEach
    void somebody() {
        caller = fixture.caller();
        runs = new RunClient(caller.client());
    }

    @Test
    void countsForTheTurnOfARunThatWaits() {
        var id = runs.begin(WAITING, "{}");
        runs.awaitStatus(id, "waiting");
        await().until(() -> levels(id, "owner IS NULL").size() == 1);

        assertThat(set(id, "high")).isEqualTo(204);

        assertThat(runs.get(id).path("priority").asString()).isEqualTo("high");
        assertThat(levels(id, "TRUE")).containsExactly(3);
    }

    @Test
    void isToldByItsNameOrByItsNumber() {
        var task = "{'graph':{'steps':[" + WAITING + "]},'priority':%s}";
        for (var wanted : List.of("1", "'low'", "'1'")) {
            var id = runs.create(task.formatted(wanted)).json().path("id").asString();
            assertThat(runs.get(id).path("priority").asString()).isEqualTo("low");
        }
        for (var wrong : List.of("0", "5", "2.0", "true", "'LOW'")) {
            assertThat(runs.create(task.formatted(wrong)).status()).as(wrong).isEqualTo(400);
        }
        var id = runs.begin(WAITING, "{}");

        var answer =
                caller.client().send("PUT", "/api/v1/runs/" + id + "/priority", "{'priority':4}");
        assertThat(answer.status()).as(answer.text()).isEqualTo(204);
        assertThat(runs.get(id).path("priority").asString()).isEqualTo("critical");
        var bulk = "{'action':'priority','priority':3,'ids':['" + id + "']}";
        assertThat(caller.client().post("/api/v1/runs/bulk", bulk).status()).isEqualTo(200);
        assertThat(runs.get(id).path("priority").asString()).isEqualTo("high");
    }

    @Test
    void staysWhatItIsWhenTheRunGoesOnAndWaitsAgain() {
        var id =
                runs.begin(
                        WAITING + ",{'id':'more','kind':'wait','signal':'on','after':['ask']}",
                        "{}");
        runs.awaitStatus(id, "waiting");
        set(id, "critical");

        runs.command(id, "signals", "{'name':'go'}");
        await().until(() -> runs.get(id).path("current_step").asString().equals("more"));

        await().untilAsserted(() -> assertThat(levels(id, "owner IS NULL")).containsExactly(4));
        assertThat(runs.get(id).path("priority").asString()).isEqualTo("critical");
    }

    @Test
    void takesNothingFromWhoeverExecutesTheRun() {
        var id = runs.begin("{'id':'nap','kind':'wait','duration':'900ms'}", "{}");

        assertThat(set(id, "low")).isEqualTo(204);

        assertThat(runs.awaitEnd(id).path("status").asString()).isEqualTo("completed");
    }

    @Test
    void goesOverToRunsThatAreBegunLater() {
        runs.publish("one", "{'steps':[{'id':'a','kind':'transform','value':1}]}");
        var id =
                runs.begin(
                        WAITING
                                + ",{'id':'sub','kind':'workflow','workflow':'one','after':['ask']}",
                        "{}");
        runs.awaitStatus(id, "waiting");
        set(id, "critical");

        runs.command(id, "signals", "{'name':'go'}");
        runs.awaitEnd(id);

        var child = runs.step(id, "sub").at("/attempts/0/key").asString();
        assertThat(runs.get(child).path("priority").asString()).isEqualTo("critical");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{'priority':'urgent'}", "{}", "{'priority':null}", "{'priority':'HIGH'}"})
    void saysWhichThereAre(String body) {
        var id = runs.begin(WAITING, "{}");

        var answer = caller.client().send("PUT", "/api/v1/runs/" + id + "/priority", body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text())
                .contains("priority", "one of low, normal, high, critical, or 1 to 4");
        assertThat(runs.get(id).path("priority").asString()).isEqualTo("normal");
    }

    @Test
    void isNothingForARunThatHasEndedOrThatThereIsNot() {
        var ended = runs.begin("{'id':'a','kind':'transform','value':1}", "{}");
        runs.awaitEnd(ended);
        var foreign = new RunClient(fixture.caller().client()).begin(WAITING, "{}");

        assertThat(set(ended, "high")).isEqualTo(409);
        assertThat(set(Ids.next().toString(), "high")).isEqualTo(404);
        assertThat(set(foreign, "high")).isEqualTo(404);
        assertThat(runs.get(ended).path("priority").asString()).isEqualTo("normal");
    }

    private int set(String id, String priority) {
        return caller.client()
                .send("PUT", "/api/v1/runs/" + id + "/priority", "{'priority':'" + priority + "'}")
                .status();
    }

    private List<Integer> levels(String id, String condition) {
        return jdbc.queryForList(
                "SELECT priority FROM work_item WHERE tenant_id = ? AND queue = 'run' AND id = ?"
                        + " AND "
                        + condition,
                Integer.class,
                Ids.bytes(caller.tenant().value()),
                Ids.bytes(UUID.fromString(id)));
    }
}
