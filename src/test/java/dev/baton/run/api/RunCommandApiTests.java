package dev.baton.run.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.message.MessageFixture;
import dev.baton.message.ServerTest;
import dev.baton.run.RunClient;
import dev.baton.run.RunControl;
import dev.baton.run.RunVariables;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.TenantId;
import dev.baton.work.Seats;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** What is answered where nobody takes in what is wanted of a run. */
@ServerTest
class RunCommandApiTests {

    @Autowired private MessageFixture fixture;
    @Autowired private RunControl control;
    @Autowired private RunVariables variables;
    @Autowired private Seats seats;

    @Test
    void acceptsVariablesThatNobodyTakesInInTime() throws Exception {
        var caller = fixture.caller();
        var runs = new RunClient(caller.client());
        var api = new RunCommandApi(control, variables, Duration.ZERO);
        var taken = seatsOf(caller.tenant());
        try {
            var id = runs.begin("{'id':'ask','kind':'wait','signal':'go'}", "{}");
            var seen = caller.client().get("/api/v1/runs/" + id + "/state").header("ETag");

            var answer =
                    api.set(
                            Actor.key(
                                    caller.tenant(),
                                    caller.key(),
                                    "Web shop",
                                    Set.of(Permission.RUNS_WRITE)),
                            UUID.fromString(id),
                            seen,
                            (ObjectNode) JsonMapper.shared().readTree("{\"n\":1}"));

            assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.ACCEPTED);
            assertThat(runs.state(id).at("/variables/n").isMissingNode()).isTrue();
        } finally {
            taken.forEach(Seats.Seat::close);
        }
    }

    private List<Seats.Seat> seatsOf(TenantId tenant) {
        var taken = new ArrayList<Seats.Seat>();
        for (var seat = seats.take("run", tenant);
                seat.isPresent();
                seat = seats.take("run", tenant)) {
            seat.map(taken::add);
        }
        return taken;
    }
}
