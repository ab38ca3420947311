package dev.baton.model.api;

import static com.github.tomakehurst.wiremock.client.WireMock.*;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;

import static dev.baton.tenant.Permission.*;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;

import dev.baton.TestPeople;
import dev.baton.model.ModelFixtures;
import dev.baton.model.ProviderBench;
import dev.baton.tenant.TenantId;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

import tools.jackson.databind.JsonNode;

/** Whether a connection works, asked of a provider that answers in every way. */
@Tag("database")
@SpringBootTest
@AutoConfigureMockMvc
class ConnectionTestApiTests {

    @RegisterExtension
    static final WireMockExtension PROVIDER =
            WireMockExtension.newInstance()
                    .options(options().bindAddress("127.0.0.1").dynamicPort())
                    .build();

    @Autowired private MockMvcTester mvc;
    @Autowired private TestPeople people;
    @Autowired private ProviderBench bench;

    private TenantId tenant;
    private ApiCaller owner;
    private String path;

    @BeforeEach
    void connect() {
        tenant = people.tenant().id();
        owner = new ApiCaller(mvc, bench.key(tenant, PROVIDERS_READ, PROVIDERS_WRITE));
        var connection = bench.connection(tenant, "Main", PROVIDER.baseUrl() + "/v1");
        path = "/api/v1/connections/" + connection.value();
    }

    @Test
    void passesWhenTheProviderListsItsModels() {
        answer(okJson("{\"object\":\"list\",\"data\":[]}"));

        var test = test();

        assertThat(test.path("passed").asBoolean()).isTrue();
        assertThat(test.path("finding").asString()).isEqualTo("ok");
        assertThat(test.path("latency_ms").asLong(-1)).isNotNegative();
        assertThat(ApiCaller.json(owner.get(path)).path("last_test")).isEqualTo(test);
        PROVIDER.verify(
                getRequestedFor(urlEqualTo("/v1/models"))
                        .withHeader("Authorization", equalTo("Bearer " + ModelFixtures.CANARY)));
    }

    @Test
    void tellsARefusedKeyFromOtherFaults() {
        answer(aResponse().withStatus(401));
        assertThat(finding()).isEqualTo("unauthorized");

        answer(aResponse().withStatus(429));
        assertThat(finding()).isEqualTo("rate_limited");

        answer(aResponse().withStatus(503));
        assertThat(finding()).isEqualTo("upstream_error");
    }

    @Test
    void waitsNoLongerThanTheConnectionAllows() {
        owner.patch(path, "{\"first_byte_timeout_seconds\":0.3}", null);
        answer(okJson("{\"data\":[]}").withFixedDelay(5_000));

        var test = test();

        assertThat(test.path("finding").asString()).isEqualTo("timeout");
        assertThat(test.path("latency_ms").asLong()).isBetween(250L, 4_000L);
    }

    @Test
    void isNotTakenInByGarbage() {
        answer(ok("<html>Welcome</html>").withHeader("Content-Type", "text/html"));
        assertThat(finding()).isEqualTo("not_the_api");

        answer(okJson("{\"data\":"));
        assertThat(finding()).isEqualTo("not_the_api");
    }

    @Test
    void asksAModelWhereThereIsNoListOfThem() {
        answer(aResponse().withStatus(404));
        assertThat(finding()).isEqualTo("no_model");

        owner.post(path + "/models", "{\"name\":\"gpt-4o-mini\"}");
        PROVIDER.stubFor(
                post("/v1/chat/completions")
                        .willReturn(
                                okJson(
                                        """
                                        {"choices":[{"index":0,"finish_reason":"stop",
                                         "message":{"role":"assistant","content":"pong"}}]}
                                        """)));
        assertThat(finding()).isEqualTo("ok");

        PROVIDER.stubFor(post("/v1/chat/completions").willReturn(aResponse().withStatus(404)));
        assertThat(finding()).isEqualTo("model_refused");
    }

    private static void answer(ResponseDefinitionBuilder answer) {
        PROVIDER.stubFor(get("/v1/models").willReturn(answer));
    }

    private String finding() {
        return test().path("finding").asString();
    }

    private JsonNode test() {
        var answer = owner.post(path + "/test", "");
        assertThat(answer).hasStatusOk();
        return ApiCaller.json(answer);
    }
}
