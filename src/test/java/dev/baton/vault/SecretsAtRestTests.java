package dev.baton.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.baton.ConsoleBrowser;
import dev.baton.TestPeople;
import dev.baton.identity.Email;
import dev.baton.identity.InvitationDesk;
import dev.baton.identity.key.ApiKeys;
import dev.baton.identity.key.NewKey;
import dev.baton.platform.Ids;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Role;
import dev.baton.tenant.TenantId;

import com.sun.net.httpserver.HttpServer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Who reads the whole database reads no secret in it, as it is or in another writing. */
@Tag("database")
@SpringBootTest
@AutoConfigureMockMvc
class SecretsAtRestTests {

    @Autowired MockMvcTester mvc;
    @Autowired TestPeople people;
    @Autowired ApiKeys keys;
    @Autowired InvitationDesk invitations;
    @Autowired Vault vault;
    @Autowired JdbcTemplate jdbc;

    private final JsonMapper json = new JsonMapper();
    private final Map<String, String> secrets = new LinkedHashMap<>();
    private HttpServer peer;
    private TestPeople.Person owner;

    @BeforeEach
    void begin() throws IOException {
        peer = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        peer.createContext(
                "/",
                exchange -> {
                    exchange.getRequestBody().readAllBytes();
                    // A receiver that sends back what it was sent.
                    var headers = exchange.getRequestHeaders().toString();
                    var bytes = headers.getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(500, bytes.length);
                    exchange.getResponseBody().write(bytes);
                    exchange.close();
                });
        peer.start();
        owner = people.person(people.tenant().id(), Role.TENANT_OWNER);
    }

    @AfterEach
    void end() {
        peer.stop(0);
    }

    @Test
    void noColumnOfAnyTableHoldsASecret() {
        givesSecretsToEverythingThatTakesSome();
        comesIn(owner);

        assertThat(textsAndBytes()).hasSizeGreaterThan(30);
        assertThat(found(canary("the tenant's name", name()))).isNotEmpty();
        secrets.forEach(
                (what, secret) -> assertThat(found(canary(what, secret))).as(what).isEmpty());
    }

    /** What is in the database is no cookie. */
    @Test
    void idOfASessionLetsNobodyIn() {
        var browser = comesIn(owner);
        var id =
                jdbc.queryForObject(
                        "SELECT SESSION_ID FROM SPRING_SESSION ORDER BY CREATION_TIME DESC LIMIT 1",
                        String.class);

        assertThat(browser.open("/profile")).hasStatusOk();
        for (var cookie : List.of(id, base64(id))) {
            browser.plant("baton_session", cookie);
            assertThat(browser.open("/profile")).hasStatus(302);
        }
    }

    private void givesSecretsToEverythingThatTakesSome() {
        var key = keys.issue(owner.tenant(), new NewKey("All", scopes(), null, null), owner.actor());
        secrets.put("API key", key.token());
        secrets.put("signature of an API key", key.token().substring(key.token().lastIndexOf('.')));
        secrets.put("password", TestPeople.PASSWORD);
        connects(key.token());
        receives(key.token());
        asksARemoteAgent(key.token());
        secrets.put("invitation", invitation());
        secrets.put("signing key of API keys", signingKey());
    }

    private void connects(String key) {
        post(
                key,
                "/api/v1/connections",
                """
                {"name": "Ours", "provider": "openai", "base_url": "%s", "api_key": "%s",
                 "headers": {"X-Team-Secret": "%s"}}
                """
                        .formatted(
                                address(),
                                secret("provider key"),
                                secret("provider's secret header")));
    }

    /** One attempt is waited for: what was sent and what came back are kept for people to read. */
    private void receives(String key) {
        var endpoint =
                post(
                        key,
                        "/api/v1/webhooks",
                        """
                        {"url": "%s", "events": ["*"],
                         "headers": [{"name": "X-Hook", "value": "%s", "secret": true}]}
                        """
                                .formatted(address(), secret("webhook's secret header")));
        var signing = endpoint.path("secret").stringValue();
        secrets.put("webhook secret", signing.substring("whsec_".length()));
    }

    private void asksARemoteAgent(String key) {
        var name = "remote-" + TestPeople.unique();
        post(
                key,
                "/api/v1/agents",
                """
                {"name": "%s", "kind": "http", "configuration":
                    {"url": "%s", "secret_header": "X-Agent", "secret": "%s",
                     "signing_secret": "%s"}}
                """
                        .formatted(
                                name,
                                address(),
                                secret("agent's secret header"),
                                secret("agent's signing secret")));
        var answer =
                send(key, "/api/v1/messages", "{\"agent\": \"%s\", \"input\": \"hello\"}".formatted(name));
        assertThat(answer.getResponse().getStatus()).isGreaterThanOrEqualTo(500);
        await().until(() -> attempts() > 0);
    }

    private String invitation() {
        var email = new Email(TestPeople.unique() + "@example.org");
        return invitations.invite(owner.tenant(), email, Role.VIEWER, owner.actor()).token();
    }

    private String signingKey() {
        return jdbc.queryForObject(
                "SELECT id, private_key FROM signing_key WHERE active = 1",
                (row, _) ->
                        vault.open(
                                TenantId.PLATFORM,
                                "signing-key",
                                Ids.fromBytes(row.getBytes("id")),
                                row.getString("private_key")));
    }

    private String secret(String what) {
        var secret = "canary-" + TestPeople.unique();
        secrets.put(what, secret);
        return secret;
    }

    private long attempts() {
        var count =
                jdbc.queryForObject(
                        "SELECT COUNT(*) FROM webhook_attempt WHERE tenant_id = ?",
                        Long.class,
                        Ids.bytes(owner.tenant().value()));
        return count == null ? 0 : count;
    }

    /** A secret in the ways in which it may have been written. */
    private static List<byte[]> canary(String what, String secret) {
        var bytes = secret.getBytes(StandardCharsets.UTF_8);
        assertThat(bytes.length).as(what).isGreaterThan(8);
        return Stream.of(secret, unpadded(base64(secret)), HexFormat.of().formatHex(bytes))
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    private List<String> found(List<byte[]> writings) {
        var places = new ArrayList<String>();
        textsAndBytes()
                .forEach(
                        (table, columns) ->
                                columns.stream()
                                        .filter(column -> holds(table, column, writings))
                                        .map(column -> table + "." + column)
                                        .forEach(places::add));
        return places;
    }

    private boolean holds(String table, String column, List<byte[]> writings) {
        var condition =
                writings.stream()
                        .map(_ -> "LOCATE(?, CAST(`%s` AS BINARY)) > 0".formatted(column))
                        .collect(Collectors.joining(" OR "));
        var count =
                jdbc.queryForObject(
                        "SELECT COUNT(*) FROM `%s` WHERE %s".formatted(table, condition),
                        Long.class,
                        writings.toArray());
        return count != null && count > 0;
    }

    /** Every column that could hold one. */
    private Map<String, List<String>> textsAndBytes() {
        return jdbc
                .query(
                        """
                        SELECT c.table_name AS t, c.column_name AS c
                        FROM information_schema.columns c
                        JOIN information_schema.tables t
                            ON t.table_schema = c.table_schema AND t.table_name = c.table_name
                        WHERE c.table_schema = DATABASE() AND t.table_type = 'BASE TABLE'
                            AND c.data_type IN ('char', 'varchar', 'tinytext', 'text',
                                'mediumtext', 'longtext', 'json', 'binary', 'varbinary',
                                'tinyblob', 'blob', 'mediumblob', 'longblob')
                        """,
                        (row, _) -> List.of(row.getString("t"), row.getString("c")))
                .stream()
                .collect(
                        Collectors.groupingBy(
                                List::getFirst,
                                LinkedHashMap::new,
                                Collectors.mapping(List::getLast, Collectors.toList())));
    }

    private ConsoleBrowser comesIn(TestPeople.Person person) {
        var browser = new ConsoleBrowser(mvc);
        browser.signIn(person.email(), TestPeople.PASSWORD);
        secrets.put("session", browser.cookie("baton_session"));
        return browser;
    }

    private String name() {
        return jdbc.queryForObject(
                "SELECT name FROM tenant WHERE tenant_id = ?",
                String.class,
                Ids.bytes(owner.tenant().value()));
    }

    private JsonNode post(String key, String path, String body) {
        var result = send(key, path, body);
        var text = ConsoleBrowser.body(result);
        assertThat(result.getResponse().getStatus()).as(text).isBetween(200, 299);
        return json.readTree(text);
    }

    private MvcTestResult send(
            String key, String path, String body) {
        return mvc.post()
                .uri(path)
                .header("Authorization", "Bearer " + key)
                .contentType(MediaType.APPLICATION_JSON)
                .content(body)
                .exchange();
    }

    private String address() {
        return "http://127.0.0.1:" + peer.getAddress().getPort();
    }

    private static Set<String> scopes() {
        return Arrays.stream(Permission.values())
                .filter(permission -> !permission.isPlatform())
                .map(Permission::wire)
                .collect(Collectors.toSet());
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Its end may differ where more follows. */
    private static String unpadded(String base64) {
        return base64.replaceAll("=+$", "").substring(0, base64.length() / 4 * 4 - 4);
    }
}
