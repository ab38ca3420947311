package dev.baton.state.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.tenant.Permission;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/** Locks over the API. */
@Tag("database")
@SpringBootTest
@AutoConfigureMockMvc
class LockApiTests {

    private static final String ROOT = "/api/v1/locks";
    private static final String PATH = ROOT + "/report";
    private static final String NOW = "{'owner':'worker-1','wait_seconds':0}";

    @Autowired private MockMvcTester mvc;
    @Autowired private StateCallers callers;
    private StateCallers.Caller caller;

    @BeforeEach
    void begin() {
        caller = callers.caller(mvc);
    }

    @Test
    void takesRenewsAndReleasesALock() {
        var answer = caller.call("POST", PATH, NOW);
        var taken = caller.json(answer, 201);
        var fence = taken.path("fence").asString();
        assertThat(answer.getResponse().getHeader("Location")).isEqualTo(PATH);
        assertThat(taken.path("owner").asString()).isEqualTo("worker-1");
        assertThat(caller.json(caller.get(PATH), 200)).isEqualTo(taken);

        var held = caller.call("POST", PATH, "{'owner':'worker-2','wait_seconds':0}");
        assertThat(caller.code(held, 409)).isEqualTo("lock_held");
        assertThat(held.getResponse().getHeader("Retry-After")).matches("[12]?[0-9]|30");

        var renewed =
                caller.json(
                        caller.call(
                                "POST",
                                PATH + "/renewal",
                                "{'fence':" + fence + ",'ttl_seconds':600}"),
                        200);
        assertThat(renewed.path("expires_at").asString())
                .isGreaterThan(taken.path("expires_at").asString());

        assertThat(caller.call("DELETE", PATH, "", "Baton-Fence", fence)).hasStatus(204);
        assertThat(caller.code(caller.get(PATH), 404)).isEqualTo("lock_not_found");
        var next = caller.json(caller.call("POST", PATH, NOW), 201).path("fence").asLong();
        assertThat(next).isGreaterThan(Long.parseLong(fence));
        assertThat(caller.code(caller.call("DELETE", PATH, "", "Baton-Fence", fence), 409))
                .isEqualTo("lock_lost");
        assertThat(
                        caller.code(
                                caller.call("POST", PATH + "/renewal", "{}", "Baton-Fence", fence),
                                409))
                .isEqualTo("lock_lost");
    }

    @Test
    void keepsAnOldFenceFromWriting() {
        var state = "/api/v1/state/reports/nightly";
        var old = caller.json(caller.call("POST", PATH, NOW), 201).path("fence").asString();
        assertThat(caller.call("PUT", state, "{'value':1}", "Baton-Fence", old)).hasStatus(201);
        assertThat(caller.call("PUT", state, "{'value':2,'fence':" + old + "}")).hasStatus(200);
        caller.call("DELETE", PATH, "", "Baton-Fence", old);
        var fence = caller.json(caller.call("POST", PATH, NOW), 201).path("fence").asString();

        assertThat(caller.code(caller.call("PUT", state, "{'value':3}", "Baton-Fence", old), 409))
                .isEqualTo("fence_outdated");
        assertThat(caller.call("PUT", state, "{'value':3,'fence':" + old + "}")).hasStatus(409);
        assertThat(caller.call("PATCH", state, "{'a':1}", "Baton-Fence", old)).hasStatus(409);
        assertThat(caller.call("POST", state + "/increment", "{'fence':" + old + "}"))
                .hasStatus(409);
        assertThat(caller.call("DELETE", state, "", "Baton-Fence", old)).hasStatus(409);
        assertThat(caller.json(caller.get(state), 200).path("value").asInt()).isEqualTo(2);
        assertThat(caller.call("PUT", state, "{'value':3}", "Baton-Fence", fence)).hasStatus(200);
    }

    @Test
    void waitsUntilTheLockIsFree() throws Exception {
        var fence = caller.json(caller.call("POST", PATH, NOW), 201).path("fence").asString();
        var waiting =
                Thread.ofVirtual()
                        .start(
                                () ->
                                        assertThat(
                                                        caller.call(
                                                                "POST",
                                                                PATH,
                                                                "{'owner':'worker-2','wait_seconds':60}"))
                                                .hasStatus(201));

        caller.call("DELETE", PATH, "", "Baton-Fence", fence);

        waiting.join();
        assertThat(caller.json(caller.get(PATH), 200).path("owner").asString())
                .isEqualTo("worker-2");
    }

    @Test
    void listsTheLocksThatAreHeld() {
        caller.call("POST", ROOT + "/b", NOW);
        caller.call("POST", ROOT + "/a", NOW);

        var first = caller.json(caller.get(ROOT + "?limit=1"), 200);
        assertThat(first.path("data").findValuesAsString("name")).containsExactly("a");
        assertThat(first.at("/data/0")).isEqualTo(caller.json(caller.get(ROOT + "/a"), 200));
        assertThat(first.at("/data/0/fence").asLong()).isPositive();
        var second =
                caller.json(
                        caller.get(ROOT + "?after=" + first.path("next_cursor").asString()), 200);
        assertThat(second.path("data").findValuesAsString("name")).containsExactly("b");
    }

    @Test
    void namesTheFieldAndTheLimit() {
        refuses(PATH, "{'wait_seconds':0}", 422, "owner");
        refuses(PATH, "{'owner':'" + "x".repeat(201) + "'}", 422, "owner");
        refuses(PATH, "{'owner':'x','ttl_seconds':0}", 422, "ttl_seconds");
        refuses(PATH, "{'owner':'x','ttl_seconds':3601}", 422, "ttl_seconds");
        refuses(PATH, "{'owner':'x','wait_seconds':61}", 422, "wait_seconds");
        refuses(ROOT + "/" + "x".repeat(201), NOW, 422, "name");
        refuses(PATH + "/renewal", "{}", 400, "fence");
        assertThat(caller.call("DELETE", PATH, "")).hasStatus(400);
    }

    @Test
    void hidesLocksFromOtherTenants() {
        var fence = caller.json(caller.call("POST", PATH, NOW), 201).path("fence").asString();
        var stranger = callers.caller(mvc);

        assertThat(stranger.get(PATH)).hasStatus(404);
        assertThat(stranger.call("DELETE", PATH, "", "Baton-Fence", fence)).hasStatus(404);
        assertThat(stranger.call("POST", PATH + "/renewal", "{}", "Baton-Fence", fence))
                .hasStatus(404);
        assertThat(stranger.json(stranger.get(ROOT), 200).path("data")).isEmpty();
        assertThat(stranger.call("POST", PATH, NOW)).hasStatus(201);
        assertThat(caller.get(PATH)).hasStatus(200);
    }

    @Test
    void refusesAKeyWithoutTheScope() {
        var reader = callers.caller(mvc, caller.tenant(), Permission.STATE_READ);

        assertThat(reader.get(ROOT)).hasStatus(200);
        assertThat(reader.call("POST", PATH, NOW)).hasStatus(403);
        assertThat(reader.call("POST", PATH + "/renewal", "{}")).hasStatus(403);
        assertThat(reader.call("DELETE", PATH, "", "Baton-Fence", "1")).hasStatus(403);
    }

    private void refuses(String path, String body, int status, String field) {
        var refused = caller.json(caller.call("POST", path, body), status);
        assertThat(refused.at("/errors/0/field").asString()).isEqualTo(field);
    }
}
