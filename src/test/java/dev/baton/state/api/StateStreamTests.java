package dev.baton.state.api;

import static dev.baton.tenant.Permission.STATE_READ;
import static dev.baton.tenant.Permission.STATE_WRITE;
import static dev.baton.tenant.Permission.WEBHOOKS_READ;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.baton.identity.key.ApiKeys;
import dev.baton.identity.key.KeyFixture;
import dev.baton.message.MessageFixture;
import dev.baton.message.ServerTest;
import dev.baton.platform.Ids;
import dev.baton.tenant.TenantId;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;

/** The stream of changes, over real HTTP. */
@ServerTest
class StateStreamTests {

    private static final String ORDERS = "/api/v1/state/orders";

    /** Requests a minute: as many streams as may be are opened within one. */
    private static final int ENOUGH = 1_000_000;

    @Autowired private KeyFixture keys;
    @Autowired private MessageFixture fixture;
    @Autowired private ApiKeys apiKeys;
    @Autowired private JdbcTemplate jdbc;
    @Autowired private StateStreams streams;
    @LocalServerPort private int port;

    private final List<AutoCloseable> open = new ArrayList<>();
    private final HttpClient http = HttpClient.newHttpClient();
    private TenantId tenant;
    private String token;

    private record Heard(String id, String event, JsonNode data) {

        String key() {
            return data.at("/data/key").asString("");
        }
    }

    @BeforeEach
    void begin() {
        tenant = fixture.tenant(ENOUGH, null);
        token = keys.key(tenant, STATE_READ, STATE_WRITE).token();
    }

    @AfterEach
    void leave() throws Exception {
        for (var each : open) {
            each.close();
        }
        http.shutdownNow();
    }

    @Test
    void tellsWhatChangesFromNowOn() throws Exception {
        put(ORDERS + "/before", "1");
        await().until(() -> eventsSoFar() == 1);
        var heard = follow(ORDERS + "/events");
        assertThat(heard.next().event()).isEqualTo("open");

        put(ORDERS + "/one", "1");
        put("/api/v1/state/others/two", "1");
        put(ORDERS + "/one", "2");

        var created = heard.next();
        assertThat(created.event()).isEqualTo("state.changed");
        assertThat(created.key()).isEqualTo("one");
        assertThat(created.data().path("trace_id").asString("")).hasSize(32);
        assertThat(created.data().at("/data/change").asString()).isEqualTo("created");
        assertThat(created.data().path("sequence").asString()).isEqualTo(created.id());
        assertThat(created.data().path("tenant_id").asString()).isEqualTo(tenant.toString());
        var updated = heard.next();
        assertThat(updated.key()).isEqualTo("one");
        assertThat(updated.data().at("/data/version").asLong()).isEqualTo(2);
    }

    @Test
    void goesOnAfterTheLastThatWasHeard() throws Exception {
        for (var key : List.of("one", "two", "three")) {
            put(ORDERS + "/" + key, "1");
        }
        await().until(() -> eventsSoFar() == 3);
        var first = follow(ORDERS + "/events", "Last-Event-ID", "0");
        first.next();
        var seen = first.next();
        assertThat(seen.key()).isEqualTo("one");

        var again = follow(ORDERS + "/events", "Last-Event-ID", seen.id());

        assertThat(again.next().id()).isEqualTo(seen.id());
        assertThat(again.next().key()).isEqualTo("two");
        assertThat(again.next().key()).isEqualTo("three");
    }

    @Test
    void tellsOfKeysThatBeginSo() throws Exception {
        var heard = follow(ORDERS + "/events?prefix=a.");
        heard.next();

        put(ORDERS + "/b", "1");
        put(ORDERS + "/a.1", "1");

        assertThat(heard.next().key()).isEqualTo("a.1");
    }

    @Test
    void tellsThatARecordHasExpired() throws Exception {
        var heard = follow(ORDERS + "/events");
        heard.next();
        send("PUT", ORDERS + "/short", "{\"value\":1,\"ttl_seconds\":1}");

        assertThat(heard.next().event()).isEqualTo("state.changed");
        var expired = heard.next();
        assertThat(expired.event()).isEqualTo("state.expired");
        assertThat(expired.key()).isEqualTo("short");
        assertThat(get(ORDERS + "/short").statusCode()).isEqualTo(404);
    }

    @Test
    void tellsNothingOfOtherTenants() throws Exception {
        var heard = follow(ORDERS + "/events");
        heard.next();
        var own = token;
        token = keys.key(keys.tenant(), STATE_WRITE).token();
        put(ORDERS + "/theirs", "1");

        token = own;
        put(ORDERS + "/ours", "1");

        assertThat(heard.next().key()).isEqualTo("ours");
    }

    @Test
    void endsWhenItsKeyIsRevoked() throws Exception {
        var own = keys.key(tenant, STATE_READ);
        token = own.token();
        var heard = follow(ORDERS + "/events");
        heard.next();

        apiKeys.revoke(own.key().id(), KeyFixture.owner(tenant));

        assertThat(heard.hasNext()).isFalse();
        assertThat(get(ORDERS + "/events").statusCode()).isEqualTo(401);
    }

    /** Nobody tells that a key comes to its end, and that one was revoked may go unheard. */
    @Test
    void tellsNothingToAKeyThatHasEnded() throws Exception {
        var own = keys.key(tenant, STATE_READ);
        var writer = token;
        token = own.token();
        var heard = follow(ORDERS + "/events");
        heard.next();
        jdbc.update(
                "UPDATE api_key SET expires_at = '2020-01-01' WHERE tenant_id = ? AND id = ?",
                Ids.bytes(tenant.value()),
                Ids.bytes(own.key().id().value()));

        token = writer;
        put(ORDERS + "/secret", "1");

        assertThat(heard.hasNext()).isFalse();
    }

    @Test
    void refusesMoreStreamsThanATenantMayOpen() throws Exception {
        for (var one = 0; one < StateStreams.MOST_OF_A_TENANT; one++) {
            open.add(streamOf(ORDERS + "/events").body());
        }

        var refused = get(ORDERS + "/events");

        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.body()).contains("too_many_waiting", "state_streams");
        assertThat(refused.headers().firstValue("Retry-After")).isPresent();
    }

    @Test
    void namesTheFieldThatIsWrong() throws Exception {
        assertThat(get(ORDERS + "/events?prefix=%25").statusCode()).isEqualTo(422);
        assertThat(get("/api/v1/state/-/events").statusCode()).isEqualTo(422);
        var unclear = request(ORDERS + "/events").header("Last-Event-ID", "x").build();
        assertThat(http.send(unclear, BodyHandlers.ofString()).statusCode()).isEqualTo(400);
    }

    private int eventsSoFar() throws Exception {
        var all = keys.key(tenant, WEBHOOKS_READ).token();
        var request =
                HttpRequest.newBuilder(URI.create(url("/api/v1/events?type=state.changed")))
                        .header("Authorization", "Bearer " + all)
                        .build();
        return JsonMapper.shared()
                .readTree(http.send(request, BodyHandlers.ofString()).body())
                .path("data")
                .size();
    }

    private void put(String path, String value) throws Exception {
        assertThat(send("PUT", path, "{\"value\":" + value + "}").statusCode()).isIn(200, 201);
    }

    private HttpResponse<String> send(String method, String path, String body) throws Exception {
        var request =
                request(path)
                        .header("Content-Type", "application/json")
                        .method(method, BodyPublishers.ofString(body))
                        .build();
        return http.send(request, BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String path) throws Exception {
        return http.send(request(path).build(), BodyHandlers.ofString());
    }

    private HttpResponse<InputStream> streamOf(String path) throws Exception {
        var answer = http.send(request(path).build(), BodyHandlers.ofInputStream());
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer;
    }

    private Iterator<Heard> follow(String path, String... headers) throws Exception {
        var request = request(path);
        if (headers.length > 0) {
            request.headers(headers);
        }
        var answer = http.send(request.build(), BodyHandlers.ofLines());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/event-stream"));
        open.add(answer.body()::close);
        return heard(answer.body());
    }

    /** Three lines an event; a comment is none. */
    private static Iterator<Heard> heard(Stream<String> lines) {
        var each = lines.filter(line -> line.contains(": ")).iterator();
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                try {
                    return each.hasNext();
                } catch (UncheckedIOException closed) {
                    return false;
                }
            }

            @Override
            public Heard next() {
                return new Heard(
                        each.next().substring("id: ".length()),
                        each.next().substring("event: ".length()),
                        JsonMapper.shared().readTree(each.next().substring("data: ".length())));
            }
        };
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url(path)))
                .header("Authorization", "Bearer " + token);
    }

    private String url(String path) {
        return "http://localhost:" + port + path;
    }
}
