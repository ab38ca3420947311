package dev.baton.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.identity.key.KeyFixture;
import dev.baton.message.BatonClient;
import dev.baton.message.MessageFixture;
import dev.baton.message.ServerTest;
import dev.baton.tenant.Permission;
import dev.baton.tenant.TenantId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** OpenAI's routes are no way round what holds for ours. */
@ServerTest
class SameRulesTests {

    private static final String ASK = "{'agent':'echo','input':'x'}";
    private static final String COMPLETE =
            "{'model':'echo','messages':[{'role':'user','content':'x'}]}";

    @Autowired private MessageFixture fixture;
    @Autowired private KeyFixture keys;

    private TenantId tenant;

    @BeforeEach
    void somebody() {
        tenant = fixture.caller().tenant();
    }

    @Test
    void aKeyThatMayOnlyReadAsksNothing() {
        var reader = with(Permission.MESSAGES_READ, Permission.AGENTS_READ);

        var ours = reader.ask(ASK);
        var openAis = reader.complete(COMPLETE);

        assertThat(ours.status()).isEqualTo(403);
        assertThat(openAis.status()).isEqualTo(403);
        assertThat(openAis.json().at("/error/code").asString())
                .isEqualTo(ours.json().path("code").asString());
        assertThat(reader.get("/v1/models").status()).isEqualTo(200);
        assertThat(fixture.allUsage(tenant)).isEmpty();
    }

    @Test
    void aKeyThatMayOnlyAskSeesNoAgents() {
        var asker = with(Permission.MESSAGES_WRITE);

        assertThat(asker.ask(ASK).status()).isEqualTo(200);
        assertThat(asker.complete(COMPLETE).status()).isEqualTo(200);
        assertThat(asker.get("/api/v1/agents").status()).isEqualTo(403);
        assertThat(asker.get("/v1/models").status()).isEqualTo(403);
        assertThat(asker.get("/v1/models/echo").status()).isEqualTo(403);
    }

    @Test
    void bothTakeFromTheSameLimits() {
        var hurried = fixture.tenant(1_000, null);
        fixture.echo(hurried, "echo", 0);
        var client = fixture.caller(hurried, 3).client();

        var first = client.complete(COMPLETE);
        client.ask(ASK);
        client.get("/v1/models");
        var openAis = client.complete(COMPLETE);
        var ours = client.ask(ASK);

        assertThat(first.header("RateLimit-Policy")).isEqualTo("\"key\";q=3;w=60");
        assertThat(first.header("RateLimit")).startsWith("\"key\";r=2;t=");
        assertThat(ours.status()).isEqualTo(429);
        assertThat(openAis.status()).isEqualTo(429);
        assertThat(openAis.header("RateLimit-Policy")).isEqualTo(ours.header("RateLimit-Policy"));
        assertThat(openAis.header("Retry-After")).isNotEmpty();
        assertThat(openAis.json().at("/error/code").asString()).isEqualTo("rate_limited");
        assertThat(fixture.allUsage(hurried)).hasSize(2);
    }

    private BatonClient with(Permission... scopes) {
        return new BatonClient(fixture.port(), keys.key(tenant, scopes).token());
    }
}
