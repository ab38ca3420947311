package dev.baton.identity.key;

import static dev.baton.tenant.Permission.AGENTS_READ;
import static dev.baton.tenant.Permission.KEYS_READ;
import static dev.baton.tenant.Permission.KEYS_WRITE;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.ConsoleBrowser;
import dev.baton.TestPeople;
import dev.baton.tenant.Role;
import dev.baton.tenant.TenantId;

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

import java.time.Duration;
import java.util.List;

/** A key that may be used from some addresses only. */
@Tag("database")
@SpringBootTest
@AutoConfigureMockMvc
@Import(KeyFixture.class)
class KeyAddressTests {

    private static final String OFFICE = "203.0.113.0/24";

    @Autowired MockMvcTester mvc;
    @Autowired KeyFixture fixture;
    @Autowired ApiKeys keys;
    @Autowired TestPeople people;

    private TenantId tenant;
    private IssuedKey bound;

    @BeforeEach
    void makeAKey() {
        tenant = people.tenant().id();
        var wish =
                new NewKey(
                        "Office",
                        KeyFixture.wire(AGENTS_READ, KEYS_READ, KEYS_WRITE),
                        null,
                        null,
                        List.of(OFFICE, "2001:db8::/32"));
        bound = keys.issue(tenant, wish, KeyFixture.owner(tenant));
    }

    @Test
    void worksFromItsAddressesOnly() {
        for (var address : List.of("203.0.113.9", "2001:db8::7", "2001:db8:0:0:0:0:0:8")) {
            assertThat(agents(bound, address)).as(address).hasStatusOk();
        }
        for (var address : List.of("127.0.0.1", "203.0.114.1", "2001:db9::1")) {
            var refused = agents(bound, address);
            assertThat(refused).as(address).hasStatus(403);
            assertThat(json(refused).get("code").asString()).isEqualTo("address_not_allowed");
            assertThat(json(refused).get("detail").asString()).contains(address);
        }
    }

    @Test
    void refusesInTheFormOfTheOpenAiApiThere() {
        var refused = get("/v1/models", bound, "127.0.0.1");

        assertThat(refused).hasStatus(403);
        assertThat(json(refused).at("/error/code").asString()).isEqualTo("address_not_allowed");
    }

    @Test
    void countsNoRefusedUse() {
        agents(bound, "127.0.0.1");

        assertThat(keys.find(bound.key().id(), KeyFixture.owner(tenant)).lastUsedAt()).isNull();
    }

    @Test
    void isMadeAndShownByTheApi() {
        var unbound = fixture.key(tenant, AGENTS_READ, KEYS_READ, KEYS_WRITE);

        var made = make(unbound, "[\"10.0.0.0/8\",\"::1\"]");

        assertThat(made).hasStatus(201);
        assertThat(json(made).get("networks").valueStream().map(JsonNode::asString))
                .containsExactly("10.0.0.0/8", "::1");
        var refused = make(unbound, "[\"10.0.0.0/33\"]");
        assertThat(refused).hasStatus(422);
        assertThat(json(refused).at("/errors/0/field").asString()).isEqualTo("networks");
        assertThat(json(refused).at("/errors/0/code").asString()).isEqualTo("no_network");
        var many = "[" + "\"10.0.0.1\",".repeat(20) + "\"10.0.0.2\"]";
        assertThat(json(make(unbound, many)).at("/errors/0/code").asString()).isEqualTo("too_many");
        assertThat(json(make(unbound, "[]")).get("networks").isEmpty()).isTrue();
    }

    @Test
    void makesNoKeyForElsewhere() {
        var wide = "[\"203.0.112.0/23\"]";
        var more = "[\"" + OFFICE + "\",\"10.0.0.1\"]";
        for (var wider : List.of("[]", wide, more)) {
            var refused = make(bound, wider);
            assertThat(refused).as(wider).hasStatus(422);
            assertThat(json(refused).at("/errors/0/code").asString()).isEqualTo("beyond_own");
            assertThat(json(refused).at("/errors/0/message").asString()).contains(OFFICE);
        }
        assertThat(make(bound, "[\"203.0.113.9\"]")).hasStatus(201);
    }

    @Test
    void keepsItsAddressesWhenItIsRotated() {
        var heir = keys.rotate(bound.key().id(), Duration.ZERO, KeyFixture.owner(tenant));

        assertThat(heir.key().networks()).containsExactly(OFFICE, "2001:db8::/32");
        assertThat(agents(heir, "127.0.0.1")).hasStatus(403);
        assertThat(agents(heir, "203.0.113.1")).hasStatusOk();
    }

    @Test
    void isMadeAndShownInTheConsole() {
        var owner = new ConsoleBrowser(mvc);
        owner.signIn(people.person(tenant, Role.TENANT_OWNER).email(), TestPeople.PASSWORD);

        assertThat(owner.open("/keys/" + bound.key().id().value()))
                .bodyText()
                .contains("Usable from", OFFICE);
        assertThat(
                        owner.send(
                                "/keys",
                                "name",
                                "x",
                                "scopes",
                                "keys:read",
                                "lifetime",
                                "30",
                                "networks",
                                "10.0.0.0/8\r\nnowhere"))
                .hasStatus(422)
                .bodyText()
                .contains("networks-error", "such as 203.0.113.0/24, one a line", "nowhere");
        owner.send(
                "/keys",
                "name",
                "Both",
                "scopes",
                "keys:read",
                "lifetime",
                "30",
                "networks",
                " 10.0.0.0/8\r\n2001:db8::/32 ");
        assertThat(keys.named(tenant, "Both", 1, KeyFixture.owner(tenant)).getFirst().networks())
                .containsExactly("10.0.0.0/8", "2001:db8::/32");
        var plain = fixture.key(tenant, AGENTS_READ).key().id().value();
        assertThat(owner.open("/keys/" + plain)).bodyText().contains("Anywhere");
    }

    private MvcTestResult agents(IssuedKey key, String address) {
        return get("/api/v1/agents", key, address);
    }

    private MvcTestResult get(String path, IssuedKey key, String address) {
        return mvc.get()
                .uri(path)
                .header("Authorization", "Bearer " + key.token())
                .with(
                        request -> {
                            request.setRemoteAddr(address);
                            return request;
                        })
                .exchange();
    }

    private MvcTestResult make(IssuedKey by, String networks) {
        return mvc.post()
                .uri("/api/v1/keys")
                .header("Authorization", "Bearer " + by.token())
                .with(
                        request -> {
                            request.setRemoteAddr("203.0.113.9");
                            return request;
                        })
                .contentType(MediaType.APPLICATION_JSON)
                .content(
                        "{\"name\":\"Made\",\"scopes\":[\"agents:read\"],\"networks\":%s}"
                                .formatted(networks))
                .exchange();
    }

    private static JsonNode json(MvcTestResult answer) {
        return new JsonMapper().readTree(ConsoleBrowser.body(answer));
    }
}
