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
import org.springframework.test.web.servlet.assertj.MvcTestResult;

import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** Records over the API. */
@Tag("database")
@SpringBootTest
@AutoConfigureMockMvc
class StateApiTests {

    private static final String ROOT = "/api/v1/state/orders";
    private static final String PATH = ROOT + "/next";

    @Autowired private MockMvcTester mvc;
    @Autowired private StateCallers callers;
    private StateCallers.Caller caller;

    @BeforeEach
    void begin() {
        caller = callers.caller(mvc);
    }

    @Test
    void createsReadsReplacesAndDeletesARecord() {
        var answer = caller.call("PUT", PATH, "{'value':{'b':[1,null],'a':0.10}}");

        var created = caller.json(answer, 201);
        assertThat(answer.getResponse().getHeader("Location")).isEqualTo(PATH);
        assertThat(created.path("version").asLong()).isEqualTo(1);
        assertThat(created.path("namespace").asString()).isEqualTo("orders");
        assertThat(created.path("key").asString()).isEqualTo("next");
        assertThat(created.has("expires_at")).isFalse();
        assertThat(eTag(answer)).isEqualTo("\"" + created.path("etag").asString() + "\"");

        var read = caller.get(PATH);
        assertThat(text(read)).contains("\"value\":{\"b\":[1,null],\"a\":0.10}");
        assertThat(eTag(read)).isEqualTo(eTag(answer));
        assertThat(caller.get(PATH, "If-None-Match", eTag(read))).hasStatus(304);
        assertThat(caller.get(PATH, "If-None-Match", "\"other\"")).hasStatus(200);

        var replaced = caller.json(caller.call("PUT", PATH, "{'value':null}"), 200);
        assertThat(replaced.path("version").asLong()).isEqualTo(2);
        assertThat(replaced.path("value").isNull()).isTrue();

        assertThat(caller.call("DELETE", PATH, "")).hasStatus(204);
        assertThat(caller.code(caller.get(PATH), 404)).isEqualTo("state_not_found");
        assertThat(caller.code(caller.call("DELETE", PATH, ""), 404)).isEqualTo("state_not_found");
    }

    @Test
    void changesOnlyTheVersionThatTheCallerHasSeen() {
        var first = eTag(caller.call("PUT", PATH, "{'value':1}", "If-None-Match", "*"));
        assertThat(caller.code(caller.call("PUT", PATH, "{'value':2}", "If-None-Match", "*"), 409))
                .isEqualTo("state_exists");
        var second = eTag(caller.call("PUT", PATH, "{'value':2}", "If-Match", first));

        for (var stale : new String[] {first, "\"x\"", "W/" + first}) {
            assertThat(caller.code(caller.call("PUT", PATH, "{'value':3}", "If-Match", stale), 409))
                    .isEqualTo("edited_meanwhile");
            assertThat(caller.call("PATCH", PATH, "{'a':1}", "If-Match", stale)).hasStatus(409);
            assertThat(caller.call("POST", PATH + "/increment", "{}", "If-Match", stale))
                    .hasStatus(409);
            assertThat(caller.call("DELETE", PATH, "", "If-Match", stale)).hasStatus(409);
        }

        var either = first + ", " + second;
        assertThat(caller.call("PUT", PATH, "{'value':3}", "If-Match", either)).hasStatus(200);
        assertThat(caller.call("PUT", PATH, "{'value':4}", "If-Match", "*")).hasStatus(200);
        assertThat(caller.call("PUT", ROOT + "/none", "{'value':4}", "If-Match", "*"))
                .hasStatus(409);
        assertThat(caller.get(ROOT + "/none")).hasStatus(404);
    }

    @Test
    void mergesAPatch() {
        caller.call("PUT", PATH, "{'value':{'a':1,'b':{'c':2,'d':3}}}");

        var merged = caller.json(caller.call("PATCH", PATH, "{'a':null,'b':{'c':4}}"), 200);

        assertThat(merged.path("value").toString()).isEqualTo("{\"b\":{\"c\":4,\"d\":3}}");
        assertThat(merged.path("version").asLong()).isEqualTo(2);
        var typed =
                mvc.patch()
                        .uri(PATH)
                        .header("Authorization", "Bearer " + caller.token())
                        .contentType("application/merge-patch+json")
                        .content("{\"e\":5}")
                        .exchange();
        assertThat(caller.json(typed, 200).at("/value/e").asInt()).isEqualTo(5);
        for (var wrong : new String[] {"{'a':", " ", "{}{}", "{'a':1,'a':2}"}) {
            assertThat(caller.code(caller.call("PATCH", PATH, wrong), 400))
                    .isEqualTo("malformed_json");
        }
        assertThat(caller.call("PATCH", PATH, "")).hasStatus(415);
        assertThat(caller.call("PATCH", ROOT + "/none", "{}")).hasStatus(404);
    }

    @Test
    void increments() {
        var path = PATH + "/increment";

        assertThat(caller.json(caller.call("POST", path, "{}"), 201).path("value").asInt())
                .isEqualTo(1);
        assertThat(caller.json(caller.call("POST", path, "{'by':-5}"), 200).path("value").asInt())
                .isEqualTo(-4);
        caller.call("PUT", PATH, "{'value':'text'}");
        assertThat(caller.code(caller.call("POST", path, "{}"), 409)).isEqualTo("state_no_number");
    }

    @Test
    void saysWhenARecordEnds() {
        var written = caller.json(caller.call("PUT", PATH, "{'value':1,'ttl_seconds':60}"), 201);

        assertThat(Instant.parse(written.path("expires_at").asString()))
                .isEqualTo(Instant.parse(written.path("changed_at").asString()).plusSeconds(60));
        for (var wrong : new String[] {"0", "-1", "9999999999"}) {
            var body = "{'value':1,'ttl_seconds':" + wrong + "}";
            var refused = caller.json(caller.call("PUT", PATH, body), 422);
            assertThat(refused.at("/errors/0/field").asString()).isEqualTo("ttl_seconds");
        }
    }

    @Test
    void listsTheRecordsOfANamespacePageByPage() {
        for (var key : new String[] {"b_2", "a", "b_1", "bx3"}) {
            caller.call("PUT", ROOT + "/" + key, "{'value':1}");
        }
        caller.call("PUT", "/api/v1/state/others/a", "{'value':1}");

        var first = caller.json(caller.get(ROOT + "?limit=3"), 200);
        assertThat(first.path("data").findValuesAsString("key")).containsExactly("a", "b_1", "b_2");
        var cursor = first.path("next_cursor").asString();
        var second = caller.json(caller.get(ROOT + "?limit=3&after=" + cursor), 200);
        assertThat(second.path("data").findValuesAsString("key")).containsExactly("bx3");
        assertThat(second.path("next_cursor").isNull()).isTrue();
        var some = caller.json(caller.get(ROOT + "?prefix=b_"), 200);
        assertThat(some.path("data").findValuesAsString("key")).containsExactly("b_1", "b_2");
        assertThat(caller.get(ROOT + "?prefix=%25")).hasStatus(422);
    }

    @Test
    void namesTheFieldAndTheLimit() {
        var tooLong = "x".repeat(64 * 1024);
        refuses("PUT", PATH, "{'value':'" + tooLong + "'}", "value", "at most 65536 bytes of JSON");
        refuses(
                "PUT",
                ROOT + "/" + "k".repeat(201),
                "{'value':1}",
                "key",
                "at most 200 characters");
        refuses(
                "PUT",
                "/api/v1/state/" + "n".repeat(101) + "/k",
                "{'value':1}",
                "namespace",
                "at most 100 characters");
        refuses(
                "PUT",
                ROOT + "/-x",
                "{'value':1}",
                "key",
                "letters, digits and . _ : @ -, a letter or digit first");
        refuses("PUT", ROOT + "/events", "{'value':1}", "key", "any name but 'events'");
        var missing = caller.json(caller.call("PUT", PATH, "{}"), 400);
        assertThat(missing.at("/errors/0/field").asString()).isEqualTo("value");
        assertThat(caller.call("PUT", PATH, "{'value':1,'fence':1}", "Baton-Fence", "2"))
                .hasStatus(400);
        assertThat(caller.call("PUT", PATH, "{'value':1}", "Baton-Fence", "x")).hasStatus(400);
    }

    @Test
    void hidesEverythingFromOtherTenants() {
        var tag = eTag(caller.call("PUT", PATH, "{'value':'ours'}"));
        var stranger = callers.caller(mvc);

        assertThat(stranger.get(PATH)).hasStatus(404);
        assertThat(stranger.call("DELETE", PATH, "")).hasStatus(404);
        assertThat(stranger.call("PATCH", PATH, "{'a':1}")).hasStatus(404);
        assertThat(stranger.call("PUT", PATH, "{'value':1}", "If-Match", tag)).hasStatus(409);
        assertThat(stranger.json(stranger.get(ROOT), 200).path("data")).isEmpty();
        assertThat(stranger.call("PUT", PATH, "{'value':'theirs'}")).hasStatus(201);
        assertThat(caller.json(caller.get(PATH), 200).path("value").asString()).isEqualTo("ours");
    }

    @Test
    void refusesAKeyWithoutTheScope() {
        caller.call("PUT", PATH, "{'value':1}");
        var reader = callers.caller(mvc, caller.tenant(), Permission.STATE_READ);
        var other = callers.caller(mvc, caller.tenant(), Permission.AGENTS_READ);

        assertThat(reader.get(PATH)).hasStatus(200);
        assertThat(reader.call("PUT", PATH, "{'value':2}")).hasStatus(403);
        assertThat(reader.call("POST", PATH + "/increment", "{}")).hasStatus(403);
        assertThat(reader.call("PATCH", PATH, "{}")).hasStatus(403);
        assertThat(reader.call("DELETE", PATH, "")).hasStatus(403);
        assertThat(other.get(PATH)).hasStatus(403);
        assertThat(other.get(ROOT)).hasStatus(403);
        assertThat(other.get(ROOT + "/events")).hasStatus(403);
    }

    private void refuses(String method, String path, String body, String field, String limit) {
        var refused = caller.json(caller.call(method, path, body), 422);
        assertThat(refused.path("code").asString()).isEqualTo("state_refused");
        assertThat(refused.at("/errors/0/field").asString()).isEqualTo(field);
        assertThat(refused.at("/errors/0/message").asString()).isEqualTo(limit);
    }

    private static String eTag(MvcTestResult result) {
        return String.valueOf(result.getResponse().getHeader("ETag"));
    }

    private static String text(MvcTestResult result) {
        return new String(result.getResponse().getContentAsByteArray(), StandardCharsets.UTF_8);
    }
}
