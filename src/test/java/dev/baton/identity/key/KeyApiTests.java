package dev.baton.identity.key;

import static dev.baton.tenant.Permission.*;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.tenant.TenantId;

import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.security.Jwks;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Import;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.security.PublicKey;
import java.time.Duration;
import java.time.Instant;

@Tag("database")
@SpringBootTest
@AutoConfigureMockMvc
@Import(KeyFixture.class)
class KeyApiTests {

    @Autowired MockMvcTester mvc;
    @Autowired KeyFixture fixture;
    @Autowired ApiKeys keys;

    private final JsonMapper json = new JsonMapper();
    private TenantId tenant;
    private String token;

    @BeforeEach
    void makeTenant() {
        tenant = fixture.tenant();
        token = fixture.key(tenant, KEYS_READ, KEYS_WRITE, AGENTS_READ).token();
    }

    @Test
    void issuesAKeyThatWorksAndCanBeRevoked() throws Exception {
        var answer =
                post(
                        "/api/v1/keys",
                        "{\"name\":\"Shop\",\"scopes\":[\"keys:read\"],\"requests_per_minute\":30}");

        assertThat(answer).hasStatus(201);
        var created = body(answer);
        assertThat(created.propertyNames())
                .containsExactlyInAnyOrder(
                        "id",
                        "name",
                        "state",
                        "hint",
                        "scopes",
                        "requests_per_minute",
                        "networks",
                        "created_by",
                        "created_at",
                        "expires_at",
                        "revoked_at",
                        "revoked_by",
                        "last_used_at",
                        "last_used_ip",
                        "successor",
                        "parent",
                        "key");
        assertThat(created.get("state").asString()).isEqualTo("active");
        assertThat(created.get("created_by").asString()).isEqualTo("Web shop");
        var location = answer.getResponse().getHeader("Location");
        assertThat(location).isEqualTo("/api/v1/keys/" + created.get("id").asString());
        assertThat(answer.getResponse().getHeader("Cache-Control")).contains("no-store");

        var young = created.get("key").asString();
        assertThat(get(location, young)).hasStatusOk();
        assertThat(body(get(location, young)).has("key")).isFalse();

        assertThat(post(location + "/revocation", "")).hasStatus(204);
        assertThat(get(location, young)).hasStatus(401);
        assertThat(body(get(location, token)).get("state").asString()).isEqualTo("revoked");
    }

    @Test
    void rotatesAKeyThatHoldsForItsGrace() throws Exception {
        var old = shorter();
        var address = "/api/v1/keys/" + old.key().id().value();

        var answer = post(address + "/rotation", "{\"grace_seconds\":3600}");

        assertThat(answer).hasStatus(201);
        assertThat(answer.getResponse().getHeader("Cache-Control")).contains("no-store");
        var heir = body(answer);
        assertThat(answer.getResponse().getHeader("Location"))
                .isEqualTo("/api/v1/keys/" + heir.get("id").asString());
        assertThat(heir.get("name").asString()).isEqualTo("Web shop");
        assertThat(get("/api/v1/agents", heir.get("key").asString())).hasStatusOk();
        assertThat(get("/api/v1/agents", old.token())).hasStatusOk();
        assertThat(body(get(address, token)).get("successor")).isEqualTo(heir.get("id"));
        assertThat(post(address + "/rotation", "{}")).hasStatus(409);
    }

    @Test
    void rotatesWithoutGraceByEndingTheOldKeyAtOnce() throws Exception {
        var old = shorter();
        var address = "/api/v1/keys/" + old.key().id().value();

        assertThat(post(address + "/rotation", "{\"grace_seconds\":0}")).hasStatus(201);

        assertThat(get("/api/v1/agents", old.token())).hasStatus(401);
        assertThat(body(post(address + "/rotation", "{}")).get("code").asString())
                .isEqualTo("key_ended");
    }

    @Test
    void rotatesNoKeyThatMayMoreAndForNoLongerThanAWeek() throws Exception {
        var mighty = fixture.key(tenant, USAGE_READ).key().id().value();
        var own = fixture.key(tenant, AGENTS_READ).key().id().value();

        var refused = post("/api/v1/keys/" + mighty + "/rotation", "{}");

        assertThat(refused).hasStatus(422);
        assertThat(body(refused).get("code").asString()).isEqualTo("key_refused");
        assertThat(body(get("/api/v1/keys/" + mighty, token)).get("successor").isNull()).isTrue();
        assertThat(post("/api/v1/keys/" + own + "/rotation", "{\"grace_seconds\":604801}"))
                .hasStatus(422);
    }

    @Test
    void namesTheScopeThatCannotBeGiven() throws Exception {
        var answer = post("/api/v1/keys", "{\"name\":\"Shop\",\"scopes\":[\"usage:read\"]}");

        assertThat(answer).hasStatus(422);
        var problem = body(answer);
        assertThat(problem.get("code").asString()).isEqualTo("key_refused");
        assertThat(problem.get("errors").get(0).get("message").asString()).contains("usage:read");
    }

    @Test
    void takesNoFieldThatIsNotItsCallers() throws Exception {
        var answer =
                post(
                        "/api/v1/keys",
                        "{\"name\":\"Shop\",\"scopes\":[\"keys:read\"],\"tenant_id\":\"%s\"}"
                                .formatted(TenantId.PLATFORM));

        assertThat(answer).hasStatus(400);
        assertThat(body(answer).get("code").asString()).isEqualTo("unknown_field");
    }

    @Test
    void refusesWhatIsMissing() throws Exception {
        var answer = post("/api/v1/keys", "{}");

        assertThat(answer).hasStatus(422);
        assertThat(body(answer).get("errors").size()).isEqualTo(2);
    }

    @Test
    void listsPageByPage() throws Exception {
        fixture.key(tenant, AGENTS_READ);

        var first = body(get("/api/v1/keys?limit=1", token));
        assertThat(first.get("data").size()).isEqualTo(1);
        var cursor = first.get("next_cursor").asString();
        var second = body(get("/api/v1/keys?limit=1&after=" + cursor, token));
        assertThat(second.get("next_cursor").isNull()).isTrue();
        assertThat(body(get("/api/v1/keys?state=revoked", token)).get("data").size()).isZero();
        assertThat(get("/api/v1/keys?limit=0", token)).hasStatus(422);
        assertThat(get("/api/v1/keys?state=lost", token)).hasStatus(400);
    }

    @Test
    void hidesOtherTenantsKeys() {
        var foreign = fixture.key(fixture.tenant(), AGENTS_READ).key().id().value();

        assertThat(get("/api/v1/keys/" + foreign, token)).hasStatus(404);
        assertThat(post("/api/v1/keys/" + foreign + "/revocation", "")).hasStatus(404);
        assertThat(post("/api/v1/keys/" + foreign + "/rotation", "{}")).hasStatus(404);
        assertThat(get("/api/v1/keys/" + foreign + "x", token)).hasStatus(404);
    }

    @Test
    void needsThePermission() throws Exception {
        var weak = fixture.key(tenant, AGENTS_READ).token();

        var answer = get("/api/v1/keys", weak);

        assertThat(answer).hasStatus(403);
        assertThat(body(answer).get("code").asString()).isEqualTo("permission_denied");
        assertThat(get("/api/v1/signing-keys", token)).hasStatus(403);
    }

    @Test
    void operatorsRotateTheSigningKey() throws Exception {
        var operator =
                keys.issue(
                                TenantId.PLATFORM,
                                KeyFixture.wish(null, SYSTEM_READ, SYSTEM_WRITE),
                                KeyFixture.OPERATOR)
                        .token();

        var rotated =
                body(
                        mvc.post()
                                .uri("/api/v1/signing-keys")
                                .header("Authorization", "Bearer " + operator)
                                .exchange());

        assertThat(rotated.get("status").asString()).isEqualTo("active");
        assertThat(get("/api/v1/keys", token)).hasStatusOk();
        assertThat(body(get("/api/v1/signing-keys", operator)).get("data").get(0).get("id"))
                .isEqualTo(rotated.get("id"));
    }

    @Test
    void publishesWhatVerifiesItsKeys() throws Exception {
        var answer = mvc.get().uri("/.well-known/jwks.json").exchange();

        assertThat(answer).hasStatusOk();
        assertThat(answer.getResponse().getHeader("Cache-Control"))
                .isEqualTo("max-age=300, public");
        var set = Jwks.setParser().build().parse(answer.getResponse().getContentAsString());
        var claims =
                Jwts.parser()
                        .keyLocator(
                                header ->
                                        set.getKeys().stream()
                                                .filter(
                                                        key ->
                                                                key.getId()
                                                                        .equals(header.get("kid")))
                                                .findFirst()
                                                .map(key -> (PublicKey) key.toKey())
                                                .orElseThrow())
                        .build()
                        .parseSignedClaims(token)
                        .getPayload();
        assertThat(claims.get("tid")).isEqualTo(tenant.toString());
        assertThat(claims.getAudience()).containsExactly("baton-api");
        assertThat(answer.getResponse().getContentAsString()).doesNotContain("\"d\"");
    }

    /** One that ends before the key that rotates it. */
    private IssuedKey shorter() {
        var soon = Instant.now().plus(Duration.ofDays(30));
        return keys.issue(tenant, KeyFixture.wish(soon, AGENTS_READ), KeyFixture.owner(tenant));
    }

    private MvcTestResult get(String path, String token) {
        return mvc.get().uri(path).header("Authorization", "Bearer " + token).exchange();
    }

    private MvcTestResult post(String path, String body) {
        return mvc.post()
                .uri(path)
                .header("Authorization", "Bearer " + token)
                .contentType(MediaType.APPLICATION_JSON)
                .content(body)
                .exchange();
    }

    private JsonNode body(MvcTestResult answer) throws Exception {
        return json.readTree(answer.getResponse().getContentAsString());
    }
}
