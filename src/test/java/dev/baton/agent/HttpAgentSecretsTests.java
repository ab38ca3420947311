package dev.baton.agent;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.absent;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static dev.baton.agent.AgentFixtures.json;
import static dev.baton.agent.HttpAgents.NO_RETRY;
import static dev.baton.agent.RemoteAgent.SECRET;
import static dev.baton.agent.RemoteAgent.SIGNING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.baton.TestPeople;
import dev.baton.model.CallFailed;
import dev.baton.tenant.TenantId;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

/** What an agent's server gets to know, and who else does: its address, secret and signature. */
@Tag("database")
@SpringBootTest
@Timeout(60)
class HttpAgentSecretsTests {

    @RegisterExtension static final RemoteAgent REMOTE = new RemoteAgent();

    @Autowired private HttpAgents agents;
    @Autowired private AgentKinds kinds;
    @Autowired private TestPeople people;

    private TenantId tenant;

    @BeforeEach
    void somebody() {
        tenant = people.tenant().id();
    }

    /** So that any library of Standard Webhooks can check it. */
    @Test
    void signsWhatItSends() throws Exception {
        REMOTE.answers(okJson("{\"output\": \"ok\"}"));
        var agent = agents.create(tenant, NO_RETRY, REMOTE.secured());

        agents.call(agent, "Hi").answer();

        var request = REMOTE.findAll(postRequestedFor(urlEqualTo("/agent"))).getFirst();
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(
                new SecretKeySpec(
                        Base64.getDecoder().decode(SIGNING.substring("whsec_".length())),
                        "HmacSHA256"));
        var signed =
                request.getHeader("webhook-id")
                        + "."
                        + request.getHeader("webhook-timestamp")
                        + "."
                        + request.getBodyAsString();
        assertThat(request.getHeader("webhook-signature"))
                .isEqualTo(
                        "v1,"
                                + Base64.getEncoder()
                                        .encodeToString(
                                                mac.doFinal(
                                                        signed.getBytes(StandardCharsets.UTF_8))));
    }

    @Test
    void repeatsNoSecretThatTheAgentRepeats() {
        REMOTE.answers(
                aResponse()
                        .withStatus(400)
                        .withBody("{\"error\": \"wrong: " + SECRET + " and " + SIGNING + "\"}"));

        var failure =
                catchThrowableOfType(
                        CallFailed.class,
                        () -> agents.call(agents.create(tenant, NO_RETRY, REMOTE.secured()), "Hi").answer());

        assertThat(failure.getMessage()).contains("wrong: •••").doesNotContain("canary", "MfKQ9");
    }

    @Test
    void storesSecretsSealedAndShowsOnlyThatTheyAreSet() {
        var agent = agents.create(tenant, NO_RETRY, REMOTE.secured());

        assertThat(agent.configuration().toString()).doesNotContain("canary", "MfKQ9");
        assertThat(kinds.shownConfiguration(agent).toString()).doesNotContain("canary", "MfKQ9");
        assertThat(kinds.shownConfiguration(agent).path("secret_set").asBoolean()).isTrue();
        assertThat(kinds.shownConfiguration(agent).path("signing_secret_set").asBoolean())
                .isTrue();
    }

    @Test
    void keepsASecretThatAnEditLeavesOutAndRemovesOneThatIsNull() throws Exception {
        REMOTE.answers(okJson("{\"output\": \"ok\"}"));
        var agent = agents.create(tenant, NO_RETRY, REMOTE.secured());
        var kept =
                agents.edit(
                        agent,
                        json("{'url': '%s', 'secret_header': 'X-Secret'}".formatted(REMOTE.address())));
        agents.call(kept, "Hi").answer();
        REMOTE.verify(
                postRequestedFor(urlEqualTo("/agent")).withHeader("X-Secret", equalTo(SECRET)));

        var removed =
                agents.edit(
                        kept,
                        json(
                                "{'url': '%s', 'secret': null, 'signing_secret': null}"
                                        .formatted(REMOTE.address())));
        REMOTE.resetRequests();
        agents.call(removed, "Hi").answer();
        REMOTE.verify(
                postRequestedFor(urlEqualTo("/agent"))
                        .withHeader("X-Secret", absent())
                        .withHeader("webhook-signature", absent()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1:1025/agent", "https://127.0.0.1:%d/agent"})
    void wantsTheSecretAgainWhenTheAddressMoves(String address) {
        var agent = agents.create(tenant, NO_RETRY, REMOTE.secured());
        var moved = address.formatted(REMOTE.getPort());

        assertThatExceptionOfType(AgentRefused.class)
                .isThrownBy(
                        () ->
                                agents.edit(
                                        agent,
                                        json(
                                                "{'url': '%s', 'secret_header': 'X-Secret'}"
                                                        .formatted(moved))))
                .satisfies(
                        refused ->
                                assertThat(refused.faults())
                                        .extracting(AgentFault::field)
                                        .contains(
                                                "configuration.secret",
                                                "configuration.signing_secret"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | url | required",
                "{'url': 'not an address'} | url | url_wanted",
                "{'url': 'ftp://example.com/'} | url | address_refused",
                "{'url': 'http://10.0.0.1/agent'} | url | address_refused",
                "{'url': 'http://169.254.169.254/'} | url | address_refused",
                "{'url': 'http://127.0.0.1:9999/', 'health_url': 'http://10.0.0.1/'} | health_url |"
                        + " address_refused",
                "{'url': 'http://127.0.0.1:9999/', 'secret': 'x'} | secret_header | secret_pair",
                "{'url': 'http://127.0.0.1:9999/', 'secret_header': 'X-A'} | secret | secret_pair",
                "{'url': 'http://127.0.0.1:9999/', 'secret_header': 'Host', 'secret': 'x'} |"
                        + " secret_header | header_refused",
                "{'url': 'http://127.0.0.1:9999/', 'secret_header': 'webhook-id', 'secret': 'x'} |"
                        + " secret_header | header_refused",
                "{'url': 'http://127.0.0.1:9999/', 'secret_header': 'X-A', 'secret': 'ä'} | secret"
                        + " | secret_refused",
                "{'url': 'http://127.0.0.1:9999/', 'stream': 'yes'} | stream | flag_wanted",
                "{'url': 7} | url | text_wanted",
                "{'url': 'http://127.0.0.1:9999/', 'uri': 'x'} | uri | unknown_field"
            })
    void refusesWhatCannotBe(String configuration, String field, String code) {
        assertThatExceptionOfType(AgentRefused.class)
                .isThrownBy(() -> agents.create(tenant, NO_RETRY, json(configuration)))
                .satisfies(
                        refused ->
                                assertThat(refused.faults())
                                        .anySatisfy(
                                                fault -> {
                                                    assertThat(fault.field())
                                                            .isEqualTo("configuration." + field);
                                                    assertThat(fault.code()).isEqualTo(code);
                                                }));
    }
}
