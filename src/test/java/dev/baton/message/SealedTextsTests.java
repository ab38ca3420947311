package dev.baton.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.baton.identity.key.KeyFixture;
import dev.baton.message.MessageFixture.Caller;
import dev.baton.platform.Ids;
import dev.baton.tenant.Slug;
import dev.baton.tenant.TenantDirectory;
import dev.baton.tenant.TenantLimits;
import dev.baton.tenant.TenantSettings;
import dev.baton.vault.SecretUnreadable;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

/** What a tenant that wants it asks and is answered can be read through Baton only. */
@ServerTest
class SealedTextsTests {

    private static final String SECRET = "the colour of the safe is mauve";
    private static final String ASK = "{'agent':'echo','input':'" + SECRET + "'}";
    private static final String KEY = "Idempotency-Key";

    @Autowired private MessageFixture fixture;
    @Autowired private TenantDirectory tenants;
    @Autowired private MessageInbox inbox;
    @Autowired private JdbcTemplate jdbc;

    private Caller caller;

    @BeforeEach
    void wantsItsTextsSealed() {
        caller = fixture.caller();
        sealed(true);
    }

    @Test
    void keepsNothingInTheClearAndTellsItAllTheSame() {
        var answer = caller.client().ask(ASK, KEY, "order-1");
        var again = caller.client().ask(ASK, KEY, "order-1");

        assertThat(answer.json().path("output").asString()).contains(SECRET);
        assertThat(again.text()).isEqualTo(answer.text());
        assertThat(again.header("Idempotent-Replayed")).isNotEmpty();
        assertThat(outputOf(answer.json().path("id").asString())).contains(SECRET);
        assertThat(kept()).isNotEmpty().noneMatch(text -> text.contains("mauve"));
    }

    @Test
    void answersLaterWhatWaitedSealed() {
        var id = caller.client().ask(ASK, "Prefer", "respond-async").json().path("id").asString();

        await().untilAsserted(() -> assertThat(outputOf(id)).contains(SECRET));
        assertThat(kept()).isNotEmpty().noneMatch(text -> text.contains("mauve"));
    }

    @Test
    void readsWhatWasKeptBeforeAndAfter() {
        var sealed = caller.client().ask(ASK).json().path("id").asString();
        sealed(false);
        var open = caller.client().ask(ASK).json().path("id").asString();

        assertThat(outputOf(sealed)).contains(SECRET);
        assertThat(outputOf(open)).contains(SECRET);
        assertThat(kept()).anyMatch(text -> text.contains("mauve"));
    }

    /** What the tenant changes meanwhile counts from the next call on. */
    @Test
    void endsACallAsItWasBegun() throws Exception {
        try (var provider =
                new ScriptedProvider(
                        line -> {
                            sealed(false);
                            line.json(answer("It is mauve."));
                        })) {
            fixture.remote(caller.tenant(), "remote", provider.url(), MessageFixture.HASTY);

            var answer = caller.client().ask(ASK.replace("echo", "remote"), KEY, "order-2");

            assertThat(answer.status()).as(answer.text()).isEqualTo(200);
            assertThat(kept()).isNotEmpty().noneMatch(text -> text.contains("mauve"));
        }
    }

    @Test
    void keepsNoWordsOfAProviderThatRepeatsTheQuestion() throws Exception {
        var refused = "{'error':{'message':'I will not say that " + SECRET + "'}}";
        try (var unwilling = new ScriptedProvider(line -> line.status(400, refused));
                var busy = new ScriptedProvider(line -> line.status(503, refused))) {
            fixture.remote(caller.tenant(), "unwilling", unwilling.url(), MessageFixture.HASTY);
            fixture.remote(caller.tenant(), "busy", busy.url(), MessageFixture.HASTY);

            var asked = caller.client();
            var unwillings = asked.ask(ASK.replace("echo", "unwilling"), "Prefer", "respond-async");
            asked.ask(ASK.replace("echo", "busy"), "Prefer", "respond-async");

            await().untilAsserted(() -> assertThat(tries()).isGreaterThan(0));
            var failed = "/api/v1/messages/" + unwillings.json().path("id").asString();
            await().untilAsserted(
                            () -> assertThat(asked.get(failed).text()).contains("\"failed\""));
            assertThat(asked.get(failed).text()).contains("mauve");
            assertThat(kept()).isNotEmpty().noneMatch(text -> text.contains("mauve"));
        }
    }

    /** One damaged row costs nobody the list. */
    @Test
    void livesWithATextThatCannotBeRead() {
        var client = caller.client();
        var whole = client.ask(ASK).json().path("id").asString();
        var damaged = client.ask(ASK).json().path("id").asString();
        jdbc.update(
                "UPDATE message SET answer = (SELECT answer FROM (SELECT * FROM message) AS other"
                        + " WHERE other.tenant_id = ? AND other.id = ?) WHERE tenant_id = ? AND id = ?",
                Ids.bytes(caller.tenant().value()),
                Ids.bytes(UUID.fromString(whole)),
                Ids.bytes(caller.tenant().value()),
                Ids.bytes(UUID.fromString(damaged)));

        assertThatThrownBy(() -> inbox.get(caller.tenant(), UUID.fromString(damaged)))
                .isInstanceOf(SecretUnreadable.class);
        var list = client.get("/api/v1/messages").json().path("data");
        assertThat(list.valueStream().map(it -> it.path("id").asString())).contains(whole, damaged);
    }

    private int tries() {
        return jdbc.queryForObject(
                "SELECT COALESCE(MAX(attempts), 0) FROM work_item WHERE tenant_id = ?"
                        + " AND last_error IS NOT NULL",
                Integer.class,
                Ids.bytes(caller.tenant().value()));
    }

    private static String answer(String content) {
        return "{'id':'c1','object':'chat.completion','model':'stub-model','choices':[{'index':0,"
                + "'message':{'role':'assistant','content':'"
                + content
                + "'},'finish_reason':'stop'}],'usage':{'prompt_tokens':1,'completion_tokens':1}}";
    }

    private String outputOf(String id) {
        return caller.client().get("/api/v1/messages/" + id).json().path("output").asString("");
    }

    private void sealed(boolean wanted) {
        var now = tenants.get(caller.tenant());
        tenants.editAny(
                caller.tenant(),
                now.version(),
                new Slug(now.slug()),
                new TenantSettings(now.name(), now.language(), now.zone(), wanted),
                TenantLimits.DEFAULTS,
                KeyFixture.OPERATOR);
        await().until(() -> tenants.get(caller.tenant()).isTextsSealed() == wanted);
    }

    /** All texts of the tenant's rows. */
    private List<String> kept() {
        var tenant = Ids.bytes(caller.tenant().value());
        return jdbc
                .queryForList(
                        """
                        SELECT request, answer, '' AS body FROM message WHERE tenant_id = ?
                        UNION ALL
                        SELECT '', '', CONVERT(response_body USING utf8mb4) FROM idempotency_key
                        WHERE tenant_id = ?
                        UNION ALL
                        SELECT '', '', last_error FROM work_item WHERE tenant_id = ?
                        UNION ALL
                        SELECT '', '', reason FROM work_dead WHERE tenant_id = ?
                        """,
                        tenant,
                        tenant,
                        tenant,
                        tenant)
                .stream()
                .map(Map::toString)
                .toList();
    }
}
