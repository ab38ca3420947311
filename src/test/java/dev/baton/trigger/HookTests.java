package dev.baton.trigger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.baton.message.BatonClient;
import dev.baton.message.MessageFixture;
import dev.baton.message.MessageFixture.Caller;
import dev.baton.message.ServerTest;
import dev.baton.platform.Ids;
import dev.baton.platform.memory.MemoryBudget;
import dev.baton.run.RunClient;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;

import tools.jackson.databind.JsonNode;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Requests from outside begin runs, once each, and only those that may. */
@ServerTest
class HookTests {

    private static final String BODY = "{\"n\":21}";
    private static final String PLAIN = "{'name':'plain','workflow':'double','webhook':{}}";

    @Autowired private MessageFixture fixture;
    @Autowired private MemoryBudget memory;
    @Autowired private JdbcTemplate jdbc;
    @LocalServerPort private int port;

    private Caller caller;
    private BatonClient client;
    private BatonClient nobody;
    private RunClient runs;

    @BeforeEach
    void somebody() {
        caller = fixture.caller();
        client = caller.client();
        nobody = fixture.caller().client();
        runs = new RunClient(client);
        var created =
                client.post(
                        "/api/v1/workflows",
                        "{'name':'double','graph':{'steps':[{'id':'a','kind':'transform','value':'${input.trigger.body.n"
                            + " * 2}'}]}}");
        client.post(
                "/api/v1/workflows/" + created.json().path("id").asString() + "/versions", "{}");
    }

    @Test
    void beginsARunWithWhatCame() {
        var hook = hook("none", "");

        var answer = send(hook, BODY);

        assertThat(answer.status()).as(answer.text()).isEqualTo(202);
        var run = runs.awaitEnd(answer.json().path("run_id").asString());
        assertThat(run.path("output").asInt()).isEqualTo(42);
        assertThat(send(hook, "{\"n\":").status()).isEqualTo(400);
    }

    @Test
    void keepsNoTokenAndShowsItOnce() {
        var hook = hook("standard", "");
        var token = address(hook).substring("/hooks/".length());

        assertThat(Base64.getUrlDecoder().decode(token)).hasSize(32);
        var shown = client.get("/api/v1/triggers/" + hook.path("id").asString());
        assertThat(shown.text()).doesNotContain(token, secret(hook));
        assertThat(
                        jdbc.queryForObject(
                                "SELECT COUNT(*) FROM workflow_trigger WHERE token_hash = ? OR"
                                        + " secret = ?",
                                Integer.class,
                                token.getBytes(StandardCharsets.UTF_8),
                                secret(hook)))
                .isZero();
        assertThat(nobody.postExactly("/hooks/" + token + "x", BODY).status()).isEqualTo(404);
    }

    @Test
    void takesWhatStandardWebhooksSigned() {
        var hook = hook("standard", "");
        var now = Instant.now();

        var first = signed(hook, "msg_1", now, BODY, BODY);
        var again = signed(hook, "msg_1", now, BODY, BODY);

        assertThat(first.status()).as(first.text()).isEqualTo(202);
        assertThat(again.json().path("run_id")).isEqualTo(first.json().path("run_id"));
        assertThat(client.get("/api/v1/runs").json().path("data")).hasSize(1);
    }

    @Test
    void refusesWhatIsSignedWrongly() {
        var hook = hook("standard", "");
        var now = Instant.now();

        assertThat(send(hook, BODY).status()).isEqualTo(401);
        assertThat(signed(hook, "msg_2", now, BODY, "{\"n\":22}").status()).isEqualTo(401);
        assertThat(signed(hook, "msg_3", now.minusSeconds(301), BODY, BODY).status())
                .isEqualTo(401);
        assertThat(client.get("/api/v1/runs").json().path("data")).isEmpty();
    }

    @Test
    void takesWhatGithubSigned() {
        var hook = hook("github", "0123456789abcdef0123");
        var mac = mac("0123456789abcdef0123".getBytes(StandardCharsets.UTF_8), BODY);
        var signature = "sha256=" + HexFormat.of().formatHex(mac);

        var first = github(hook, BODY, signature);

        assertThat(first.status()).as(first.text()).isEqualTo(202);
        assertThat(github(hook, BODY, signature).json().path("run_id"))
                .isEqualTo(first.json().path("run_id"));
        assertThat(github(hook, BODY + " ", signature).status()).isEqualTo(401);
    }

    @Test
    void takesAMegabyteAndNoMore() {
        var hook = hook("none", "");

        assertThat(send(hook, "\"" + "x".repeat(HookTooLarge.MOST) + "\"").status()).isEqualTo(413);
    }

    @Test
    void takesAsManyAMinuteAsItSays() {
        var hook =
                client.post(
                                "/api/v1/triggers",
                                "{'name':'slow','workflow':'double','webhook':{'per_minute':1}}")
                        .json();

        assertThat(send(hook, BODY).status()).isEqualTo(202);
        var refused = send(hook, BODY);
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.json().path("limit").asString()).isEqualTo("trigger");
    }

    @Test
    void countsOnlyWhatIsSignedWell() {
        var hook =
                client.post(
                                "/api/v1/triggers",
                                "{'name':'slow','workflow':'double','webhook':"
                                        + "{'signature':'standard','per_minute':1}}")
                        .json();
        var now = Instant.now();

        for (var one = 0; one < 3; one++) {
            assertThat(signed(hook, "msg_" + one, now, BODY, "{}").status()).isEqualTo(401);
        }

        assertThat(signed(hook, "msg_7", now, BODY, BODY).status()).isEqualTo(202);
        assertThat(signed(hook, "msg_8", now, BODY, BODY).status()).isEqualTo(429);
    }

    @Test
    void takesNoMoreThanTheKeyThatMadeItMay() {
        var made = fixture.caller(caller.tenant(), 5).client().post("/api/v1/triggers", PLAIN);

        assertThat(limitsMet(made.json())).containsExactlyInAnyOrder("", "key");
    }

    @Test
    void takesNoMoreThanItsTenantMay() {
        var made = client.post("/api/v1/triggers", PLAIN).json();
        jdbc.update(
                "UPDATE tenant SET requests_per_minute = 5 WHERE tenant_id = ?",
                Ids.bytes(caller.tenant().value()));
        fixture.forget(caller.tenant());

        assertThat(limitsMet(made)).containsExactlyInAnyOrder("", "tenant");
    }

    /** Empty for those that were taken. */
    private Set<String> limitsMet(JsonNode hook) {
        var met = new HashSet<String>();
        for (var one = 0; one < 12; one++) {
            met.add(send(hook, BODY).json().path("limit").asString(""));
        }
        return met;
    }

    @Test
    void takesNothingFromWhereTheKeyThatMadeItMayNotBeUsed() {
        var hook = hook("none", "");
        jdbc.update(
                "UPDATE api_key SET networks = '203.0.113.0/24' WHERE tenant_id = ? AND id = ?",
                Ids.bytes(caller.tenant().value()),
                Ids.bytes(caller.key()));

        var refused = send(hook, BODY);

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.json().path("code").asString()).isEqualTo("address_not_allowed");
    }

    /** The body counts for the tenant, not only for the instance. */
    @Test
    void takesNoBodyThatItsTenantHasNoRoomFor() {
        var hook = hook("none", "");
        var large = "\"" + "x".repeat(100_000) + "\"";

        try (var held = memory.open(caller.tenant().value())) {
            held.grow(memory.share() - 50_000);
            var refused = send(hook, large);

            assertThat(refused.status()).as(refused.text()).isEqualTo(429);
            assertThat(refused.json().path("limit").asString()).isEqualTo("tenant_memory");
        }
        assertThat(send(hook, large).status()).isEqualTo(202);
    }

    @Test
    void takesNothingWhilePaused() {
        var hook = hook("none", "");
        client.post("/api/v1/triggers/" + hook.path("id").asString() + "/pause", "{}");

        assertThat(send(hook, BODY).status()).isEqualTo(409);
    }

    /** The step's own trace is no way around it. */
    @Test
    void aWorkflowThatCallsItsOwnHookComesToAnEnd() {
        runs.publish(
                "round",
                "{'steps':[{'id':'call','kind':'http','method':'POST','url':'${input.trigger.body.url}',"
                    + "'headers':{'traceparent':'${input.trigger.body.trace}'},"
                    + "'body':'${input.trigger.body}'}]}");
        var hook =
                client.post("/api/v1/triggers", "{'name':'r','workflow':'round','webhook':{}}")
                        .json();
        var trace = "00-" + Ids.next().toString().replace("-", "") + "-00f067aa0ba902b7-01";
        var body =
                "{\"url\":\"http://127.0.0.1:%d%s\",\"trace\":\"%s\"}"
                        .formatted(port, address(hook), trace);

        assertThat(send(hook, body).status()).isEqualTo(202);

        var id = hook.path("id").asString();
        await().until(() -> skipped(id).contains("loop"));
        var all = client.get("/api/v1/runs").json().path("data");
        assertThat(all).hasSize(TriggerPlanner.DEEPEST);
        var last = runs.awaitEnd(all.get(0).path("id").asString());
        assertThat(last.at("/error/code").asString()).isEqualTo("http_422");
    }

    /** Neither its trace nor what it says of a run is taken from somebody who is none. */
    @Test
    void aStrangerIsNoRun() {
        var hook = hook("none", "");
        var trace = "00-" + Ids.next().toString().replace("-", "") + "-00f067aa0ba902b7-01";
        var forged = caller.tenant().value() + "/" + Ids.next() + "/v1:1:" + "A".repeat(60);

        for (var one = 0; one <= TriggerPlanner.DEEPEST; one++) {
            var answer =
                    nobody.postExactly(
                            address(hook), BODY, "traceparent", trace, "Baton-Run", forged);
            assertThat(answer.status()).as(answer.text()).isEqualTo(202);
        }
    }

    /** What an expression makes of it is what the run gets. */
    @Test
    void makesItsInputOfWhatCame() {
        runs.publish("takes", "{'steps':[{'id':'a','kind':'transform','value':'${input.n}'}]}");
        var hook =
                client.post(
                                "/api/v1/triggers",
                                "{'name':'t','workflow':'takes','input':{'n':'${body.n + 1}'},"
                                        + "'webhook':{}}")
                        .json();

        var run = runs.awaitEnd(send(hook, BODY).json().path("run_id").asString());
        assertThat(run.path("output").asInt()).isEqualTo(22);

        var refused = send(hook, "{\"m\":21}");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.json().path("code").asString()).isEqualTo("input_failed");
        assertThat(skipped(hook.path("id").asString())).containsExactly("input_failed");
    }

    private List<String> skipped(String trigger) {
        var reasons = new ArrayList<String>();
        for (var firing :
                client.get("/api/v1/triggers/" + trigger + "/firings").json().path("data")) {
            if (firing.path("status").asString().equals("skipped")) {
                reasons.add(firing.path("reason").asString());
            }
        }
        return reasons;
    }

    private JsonNode hook(String signature, String secret) {
        var more = secret.isEmpty() ? "" : ",'secret':'" + secret + "'";
        var answer =
                client.post(
                        "/api/v1/triggers",
                        "{'name':'hook','workflow':'double','webhook':{'signature':'"
                                + signature
                                + "'"
                                + more
                                + "}}");
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        return answer.json();
    }

    private BatonClient.Answer send(JsonNode hook, String body) {
        return nobody.postExactly(address(hook), body);
    }

    private BatonClient.Answer github(JsonNode hook, String body, String signature) {
        return nobody.postExactly(
                address(hook),
                body,
                "X-Hub-Signature-256",
                signature,
                "X-GitHub-Delivery",
                "72d3162e-cc78-11e3-81ab-4c9367dc0958");
    }

    /** Signs one body and sends another. */
    private BatonClient.Answer signed(
            JsonNode hook, String id, Instant at, String signed, String sent) {
        var key = Base64.getDecoder().decode(secret(hook).substring("whsec_".length()));
        var mac = mac(key, id + "." + at.getEpochSecond() + "." + signed);
        return nobody.postExactly(
                address(hook),
                sent,
                "webhook-id",
                id,
                "webhook-timestamp",
                String.valueOf(at.getEpochSecond()),
                "webhook-signature",
                "v1,AAAA v1," + Base64.getEncoder().encodeToString(mac));
    }

    private static String address(JsonNode hook) {
        return hook.at("/webhook/address").asString();
    }

    private static String secret(JsonNode hook) {
        return hook.at("/webhook/secret").asString();
    }

    private static byte[] mac(byte[] key, String text) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (java.security.GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
