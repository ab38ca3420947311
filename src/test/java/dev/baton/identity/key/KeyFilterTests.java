package dev.baton.identity.key;

import static dev.baton.tenant.Permission.AGENTS_READ;
import static dev.baton.tenant.Permission.KEYS_READ;
import static dev.baton.tenant.Permission.KEYS_WRITE;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.ConsoleBrowser;
import dev.baton.RecordedStatements;
import dev.baton.ScreenTable;
import dev.baton.TestPeople;
import dev.baton.platform.Ids;
import dev.baton.platform.database.Utc;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Role;
import dev.baton.tenant.TenantId;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

import tools.jackson.databind.json.JsonMapper;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The keys that somebody should look after. */
@Tag("database")
@SpringBootTest
@AutoConfigureMockMvc
@Import(KeyFixture.class)
class KeyFilterTests {

    @Autowired MockMvcTester mvc;
    @Autowired KeyFixture fixture;
    @Autowired ApiKeys keys;
    @Autowired TestPeople people;
    @Autowired JdbcClient jdbc;

    private final Instant now = Instant.now();
    private TenantId tenant;
    private TestPeople.Person bo;
    private IssuedKey reader;

    @BeforeEach
    void makeKeys() {
        tenant = people.tenant().id();
        bo = people.person(tenant, Role.TENANT_OWNER);
        reader = make("reader", 90, KEYS_READ, KEYS_WRITE);
        age(make("forgotten", 90, AGENTS_READ), 31, 31);
        age(make("never used", 90, AGENTS_READ), 31, null);
        age(make("used lately", 90, AGENTS_READ), 200, 29);
        age(make("gone", 90, AGENTS_READ), 31, 31);
        keys.revoke(named("gone").id(), bo.actor());
        make("ending", 13, AGENTS_READ);
        make("not yet", 15, AGENTS_READ);
        fixture.key(tenant, AGENTS_READ);
        fixture.key(fixture.tenant(), AGENTS_READ);
    }

    @Test
    void findsWhoMadeKeysByAnIndex() {
        for (var more = 0; more < 50; more++) {
            make("more", 90, AGENTS_READ);
        }
        jdbc.sql("ANALYZE TABLE api_key").query().listOfRows();

        var statements =
                RecordedStatements.during(
                        () -> keys.creators(tenant, KeyFixture.owner(tenant)));

        assertThat(statements)
                .singleElement()
                .satisfies(
                        it ->
                                assertThat(it.plan())
                                        .extracting(RecordedStatements.Access::key)
                                        .containsExactly("api_key_by_creator"));
    }

    @Test
    void findsWhatNobodyHasUsedForThirtyDays() {
        assertThat(screen("attention=unused"))
                .containsExactlyInAnyOrder("forgotten", "never used");
        assertThat(api("unused_days=30")).containsExactlyInAnyOrder("forgotten", "never used");
        assertThat(api("unused_days=32")).isEmpty();
    }

    @Test
    void findsWhatEndsSoon() {
        assertThat(screen("attention=ending")).containsExactly("ending");
        assertThat(api("ending_days=14")).containsExactly("ending");
        assertThat(api("ending_days=16")).containsExactlyInAnyOrder("ending", "not yet");
    }

    @Test
    void findsWhatSomebodyMade() {
        assertThat(screen("creator=olga%40acme.example")).containsExactly("Web shop");
        assertThat(api("created_by=olga@acme.example")).containsExactly("Web shop");
        assertThat(screen("creator=" + bo.email() + "&attention=ending")).containsExactly("ending");
        assertThat(screen("creator=" + bo.email() + "&state=revoked")).containsExactly("gone");
        assertThat(browser().open("/keys"))
                .bodyText()
                .contains("<option value=\"olga@acme.example\"", "Unused for 30 days");
    }

    @Test
    void refusesDaysThatMakeNoSense() {
        for (var days : List.of("0", "367", "many")) {
            var status = call("unused_days=" + days).getResponse().getStatus();
            assertThat(status).as(days).isBetween(400, 422);
        }
    }

    private List<String> screen(String query) {
        return ScreenTable.of(browser().open("/keys?" + query)).column("");
    }

    private List<String> api(String query) {
        var answer = call(query);
        assertThat(answer).hasStatusOk();
        return new JsonMapper()
                .readTree(ConsoleBrowser.body(answer)).get("data").valueStream()
                        .map(it -> it.get("name").asString())
                        .toList();
    }

    private MvcTestResult call(String query) {
        return mvc.get()
                .uri("/api/v1/keys?" + query)
                .header("Authorization", "Bearer " + reader.token())
                .exchange();
    }

    private ConsoleBrowser browser() {
        var browser = new ConsoleBrowser(mvc);
        browser.signIn(bo.email(), TestPeople.PASSWORD);
        return browser;
    }

    private IssuedKey make(String name, int days, Permission... scopes) {
        var expiresAt = now.plus(Duration.ofDays(days));
        return keys.issue(
                tenant, new NewKey(name, KeyFixture.wire(scopes), expiresAt, null), bo.actor());
    }

    private KeyView named(String name) {
        return keys.named(tenant, name, 1, bo.actor()).getFirst();
    }

    private void age(IssuedKey key, int madeDaysAgo, @Nullable Integer usedDaysAgo) {
        jdbc.sql(
                        """
                        UPDATE api_key SET created_at = :made, last_used_at = :used
                        WHERE tenant_id = :tenant AND id = :id
                        """)
                .param("made", Utc.of(daysAgo(madeDaysAgo)))
                .param("used", usedDaysAgo == null ? null : Utc.of(daysAgo(usedDaysAgo)))
                .param("tenant", Ids.bytes(tenant.value()))
                .param("id", Ids.bytes(key.key().id().value()))
                .update();
    }

    private Instant daysAgo(int days) {
        return now.minus(Duration.ofDays(days));
    }
}
