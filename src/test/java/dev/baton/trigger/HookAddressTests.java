package dev.baton.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.TestPeople;
import dev.baton.identity.key.KeyFixture;
import dev.baton.tenant.Permission;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Import;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A flood of invented tokens holds up no sender behind the same address. */
@Tag("database")
@SpringBootTest(properties = "ADDRESS_RATE_LIMIT=2")
@AutoConfigureMockMvc
@Import(KeyFixture.class)
class HookAddressTests {

    /** From where no other test comes. */
    private static final String OFFICE = "198.51.100.77";

    @Autowired private MockMvcTester mvc;
    @Autowired private KeyFixture fixture;
    @Autowired private TestPeople people;

    @Test
    void holdsUpOnlyThoseWhoKnowNoToken() {
        var key =
                fixture.key(people.tenant().id(), Permission.WORKFLOWS_WRITE, Permission.RUNS_WRITE)
                        .token();
        var workflow =
                json(
                        post(
                                "/api/v1/workflows",
                                key,
                                "{'name':'w','graph':{'steps':"
                                        + "[{'id':'a','kind':'transform','value':1}]}}"));
        post("/api/v1/workflows/" + workflow.path("id").asString() + "/versions", key, "{}");
        var unsigned = hook(key, "none");
        var signed = hook(key, "standard");

        for (var one = 0; one < 3; one++) {
            assertThat(post(signed, null, "{}")).as("signed wrongly").hasStatus(401);
        }
        assertThat(post("/hooks/invented", null, "{}")).hasStatus(404);
        assertThat(post("/hooks/invented", null, "{}")).hasStatus(404);
        var refused = post("/hooks/invented", null, "{}");

        assertThat(refused).hasStatus(429);
        assertThat(json(refused).path("limit").asString()).isEqualTo("address");
        assertThat(post(unsigned, null, "{}")).hasStatus(202);
    }

    private String hook(String key, String signature) {
        var made =
                post(
                        "/api/v1/triggers",
                        key,
                        "{'name':'h','workflow':'w','webhook':{'signature':'%s'}}"
                                .formatted(signature));
        return json(made).at("/webhook/address").asString();
    }

    private MvcTestResult post(String path, String key, String body) {
        var request =
                mvc.post()
                        .uri(path)
                        .contentType("application/json")
                        .content(body.replace('\'', '"'))
                        .with(
                                it -> {
                                    it.setRemoteAddr(OFFICE);
                                    return it;
                                });
        if (key != null) {
            request.header("Authorization", "Bearer " + key);
        }
        return request.exchange();
    }

    private static JsonNode json(MvcTestResult result) {
        return JsonMapper.shared().readTree(result.getResponse().getContentAsByteArray());
    }
}
