package dev.baton.identity.key;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.platform.Ids;
import dev.baton.tenant.Permission;
import dev.baton.tenant.TenantId;

import io.jsonwebtoken.JwtBuilder;
import io.jsonwebtoken.Jwts;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

import tools.jackson.databind.json.JsonMapper;

import java.nio.charset.StandardCharsets;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Tokens that look like keys. All get one and the same answer, and none is written anywhere. */
@Tag("database")
@SpringBootTest
@AutoConfigureMockMvc
@Import(KeyFixture.class)
@ExtendWith(OutputCaptureExtension.class)
class ForgedTokenTests {

    @Autowired MockMvcTester mvc;
    @Autowired KeyFixture fixture;
    @Autowired SigningKeys signingKeys;
    @Autowired JdbcClient jdbc;

    private final JsonMapper json = new JsonMapper();
    private TenantId tenant;
    private IssuedKey issued;
    private SigningKey signing;

    @BeforeEach
    void issueAKey() {
        tenant = fixture.tenant();
        issued = fixture.key(tenant, Permission.KEYS_READ);
        signing = signingKeys.active();
    }

    @Test
    void aLivingKeyOpensTheDoor() {
        assertThat(call("Bearer " + issued.token())).hasStatusOk();
        assertThat(call("bearer  " + issued.token() + " ")).hasStatusOk();
        assertThat(issued.token().length()).isLessThanOrEqualTo(1024);
    }

    @TestFactory
    Stream<DynamicTest> refusesEveryForgery(CapturedOutput output) {
        return forgeries().entrySet().stream()
                .map(
                        forgery ->
                                DynamicTest.dynamicTest(
                                        forgery.getKey(),
                                        () -> assertRefused(forgery.getValue(), output)));
    }

    Map<String, String> forgeries() {
        return Map.ofEntries(
                Map.entry("empty", ""),
                Map.entry("garbage", "garbage"),
                Map.entry("three dots of nothing", "..."),
                Map.entry("garbage in three parts", "a.b.c"),
                Map.entry("other alphabet", "eyJé.eyJ+/=.x"),
                Map.entry("another tenant in the payload", withPayload("tid", Ids.next())),
                Map.entry("later expiry in the payload", withPayload("exp", 4102444800L)),
                Map.entry("cut signature", cut(issued.token(), 10)),
                Map.entry(
                        "other signature", issued.token().substring(0, cutAt()) + otherSignature()),
                Map.entry("no signature", issued.token().substring(0, cutAt())),
                Map.entry("alg none", unsigned("none")),
                Map.entry("alg None", unsigned("None")),
                Map.entry("alg none with our signature", unsigned("none") + signature()),
                Map.entry("HS256 with the raw public key", hs256(published().raw())),
                Map.entry(
                        "HS256 with the public key's X.509 form",
                        hs256(Ed25519.publicKey(published().raw()).getEncoded())),
                Map.entry("HS256 with the JWK's x", hs256(x().getBytes(StandardCharsets.UTF_8))),
                Map.entry("HS256 with its PEM form", hs256(pem())),
                Map.entry("RS256", ours(rsa(), Jwts.SIG.RS256)),
                Map.entry("expired", signed(token().expiration(past()))),
                Map.entry("without expiry", signed(token().expiration(null))),
                Map.entry("wrong audience", signed(token().audience().single("other"))),
                Map.entry("no audience", signed(bare())),
                Map.entry("wrong issuer", signed(token().issuer("other"))),
                Map.entry("wrong type", signed(header(token(), "typ", "JWT"))),
                Map.entry("type of an access token", signed(header(token(), "typ", "at+jwt"))),
                Map.entry("unknown kid", signed(header(token(), "kid", Ids.next().toString()))),
                Map.entry("kid as path", signed(header(token(), "kid", "../../../../dev/null"))),
                Map.entry("kid as SQL", signed(header(token(), "kid", "' OR '1'='1"))),
                Map.entry("kid as URL", signed(header(token(), "kid", "https://evil.example/k"))),
                Map.entry("key of its own in the header", withOwnKey()),
                Map.entry("key URL in the header", withKeyUrl()),
                Map.entry("critical extension", signed(header(token(), "crit", List.of("x")))),
                Map.entry("right key, no row", signed(token().id(Ids.next().toString()))),
                Map.entry("right key, row of another tenant", withForeignRow()),
                Map.entry("right key, right row, other token", signed(token().issuedAt(past()))),
                Map.entry("id that is no id", signed(token().id("' OR 1=1 -- "))),
                Map.entry("tenant that is no id", signed(token().claim("tid", "*"))),
                Map.entry("tenant that is no text", signed(token().claim("tid", 7))),
                Map.entry("over-long", issued.token() + "A".repeat(9_000)),
                Map.entry("over-long by claims", signed(token().claim("x", "y".repeat(800)))),
                Map.entry("followed by something", issued.token() + " x"),
                Map.entry("twice", issued.token() + ", Bearer " + issued.token()));
    }

    @Test
    void refusesAnExpiredRow() {
        assertThat(call("Bearer " + issued.token())).hasStatusOk();

        jdbc.sql("UPDATE api_key SET expires_at = '2020-01-01' WHERE id = ?")
                .param(Ids.bytes(issued.key().id().value()))
                .update();

        org.awaitility.Awaitility.await()
                .untilAsserted(() -> assertThat(call("Bearer " + issued.token())).hasStatus(401));
    }

    @Test
    void refusesOtherSchemesAndPlaces() {
        assertThat(call("Basic " + base64(issued.token()))).hasStatus(401);
        assertThat(call(issued.token())).hasStatus(401);
        assertThat(mvc.get().uri("/api/v1/keys?access_token=" + issued.token())).hasStatus(401);
        assertThat(
                        mvc.get()
                                .uri("/api/v1/keys")
                                .header("Authorization", "Bearer " + issued.token())
                                .header("Authorization", "Bearer x"))
                .hasStatus(401);
    }

    @Test
    void saysHowToSendAKey() throws Exception {
        var answer = mvc.get().uri("/api/v1/keys").exchange();

        assertThat(answer).hasStatus(401);
        assertThat(answer.getResponse().getHeader("WWW-Authenticate"))
                .isEqualTo("Bearer realm=\"baton\"");
        assertThat(code(answer)).isEqualTo("missing_api_key");
    }

    @Test
    void answersInOpenAisShapeUnderV1() throws Exception {
        var answer =
                mvc.get().uri("/v1/models").header("Authorization", "Bearer sk-nothing").exchange();

        assertThat(answer).hasStatus(401);
        var error = json.readTree(answer.getResponse().getContentAsString()).get("error");
        assertThat(error.get("type").asString()).isEqualTo("authentication_error");
        assertThat(error.get("code").asString()).isEqualTo("invalid_api_key");
    }

    void assertRefused(String token, CapturedOutput output) throws Exception {
        for (var attempt = 0; attempt < 2; attempt++) {
            var answer = call("Bearer " + token);
            assertThat(answer).hasStatus(401);
            var response = answer.getResponse();
            assertThat(response.getContentType()).isEqualTo("application/problem+json");
            assertThat(response.getHeader("WWW-Authenticate"))
                    .isEqualTo("Bearer realm=\"baton\", error=\"invalid_token\"");
            assertThat(response.getContentAsString().replaceAll("[0-9a-f]{32}", ""))
                    .isEqualTo(
                            "{\"type\":\"urn:baton:problem:invalid_api_key\","
                                    + "\"title\":\"The API key is not valid.\",\"status\":401,"
                                    + "\"detail\":\"The API key is not valid.\","
                                    + "\"code\":\"invalid_api_key\","
                                    + "\"instance\":\"/api/v1/keys\",\"trace_id\":\"\"}");
        }
        if (token.length() > 12) {
            assertThat(output.getAll()).doesNotContain(token.substring(token.length() - 12));
        }
        assertThat(call("Bearer " + issued.token())).hasStatusOk();
    }

    private MvcTestResult call(String authorization) {
        return mvc.get().uri("/api/v1/keys").header("Authorization", authorization).exchange();
    }

    private String code(MvcTestResult answer) throws Exception {
        return json.readTree(answer.getResponse().getContentAsString()).get("code").asString();
    }

    /** What an issued token says, to be spoilt in one place. */
    private JwtBuilder token() {
        return bare().audience().single(KeyTokens.AUDIENCE);
    }

    private JwtBuilder bare() {
        var now = Instant.now();
        return Jwts.builder()
                .header()
                .type(KeyTokens.TYPE)
                .keyId(signing.id().toString())
                .and()
                .issuer("baton")
                .subject("key:" + issued.key().id().value())
                .claim("tid", tenant.toString())
                .id(issued.key().id().value().toString())
                .issuedAt(Date.from(now))
                .expiration(Date.from(now.plusSeconds(600)));
    }

    private String signed(JwtBuilder token) {
        return token.signWith(signing.privateKey(), Jwts.SIG.EdDSA).compact();
    }

    private static JwtBuilder header(JwtBuilder token, String name, Object value) {
        return token.header().add(name, value).and();
    }

    private <K extends java.security.Key> String ours(
            K key, io.jsonwebtoken.security.SecureDigestAlgorithm<? super K, ?> algorithm) {
        return token().signWith(key, algorithm).compact();
    }

    private String withForeignRow() {
        var other = fixture.key(fixture.tenant(), Permission.KEYS_READ);
        return signed(token().id(other.key().id().value().toString()));
    }

    private String withOwnKey() {
        var own = Ed25519.generate();
        var jwk = Map.of("kty", "OKP", "crv", "Ed25519", "x", base64(Ed25519.raw(own.getPublic())));
        var text =
                base64(
                                "{\"alg\":\"EdDSA\",\"typ\":\"baton-key+jwt\",\"jwk\":"
                                        + json.writeValueAsString(jwk)
                                        + "}")
                        + "."
                        + issued.token().split("\\.")[1];
        return text + "." + base64(ed25519(own.getPrivate(), text));
    }

    private String withKeyUrl() {
        var own = Ed25519.generate();
        var text =
                base64(
                                "{\"alg\":\"EdDSA\",\"typ\":\"baton-key+jwt\",\"jku\":\"http://127.0.0.1:1/jwks\",\"kid\":\"a\"}")
                        + "."
                        + issued.token().split("\\.")[1];
        return text + "." + base64(ed25519(own.getPrivate(), text));
    }

    private String withPayload(String claim, Object value) {
        var parts = issued.token().split("\\.");
        var payload =
                (tools.jackson.databind.node.ObjectNode)
                        json.readTree(Base64.getUrlDecoder().decode(parts[1]));
        payload.putPOJO(claim, value instanceof UUID id ? id.toString() : value);
        return parts[0] + "." + base64(payload.toString()) + "." + parts[2];
    }

    private String unsigned(String algorithm) {
        var header =
                "{\"alg\":\"%s\",\"typ\":\"baton-key+jwt\",\"kid\":\"%s\"}"
                        .formatted(algorithm, signing.id());
        return base64(header) + "." + issued.token().split("\\.")[1] + ".";
    }

    private String hs256(byte[] secret) {
        var header =
                "{\"alg\":\"HS256\",\"typ\":\"baton-key+jwt\",\"kid\":\"%s\"}"
                        .formatted(signing.id());
        var text = base64(header) + "." + issued.token().split("\\.")[1];
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            return text + "." + base64(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (java.security.GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] ed25519(PrivateKey key, String text) {
        try {
            var signature = java.security.Signature.getInstance("Ed25519");
            signature.initSign(key);
            signature.update(text.getBytes(StandardCharsets.UTF_8));
            return signature.sign();
        } catch (java.security.GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static PrivateKey rsa() {
        try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair().getPrivate();
        } catch (java.security.GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private PublishedKey published() {
        return signingKeys.published().stream()
                .filter(key -> key.id().equals(signing.id()))
                .findFirst()
                .orElseThrow();
    }

    private String x() {
        return base64(published().raw());
    }

    private byte[] pem() {
        var der = Ed25519.publicKey(published().raw()).getEncoded();
        return ("-----BEGIN PUBLIC KEY-----\n"
                        + Base64.getEncoder().encodeToString(der)
                        + "\n-----END PUBLIC KEY-----\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    private int cutAt() {
        return issued.token().lastIndexOf('.') + 1;
    }

    private String signature() {
        return issued.token().substring(cutAt());
    }

    private String otherSignature() {
        return fixture.key(tenant, Permission.KEYS_READ)
                .token()
                .transform(it -> it.substring(it.lastIndexOf('.') + 1));
    }

    private static String cut(String token, int characters) {
        return token.substring(0, token.length() - characters);
    }

    private static Date past() {
        return Date.from(Instant.now().minusSeconds(3600));
    }

    private static String base64(String text) {
        return base64(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
