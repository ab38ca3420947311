package dev.baton.trigger.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.ConsoleBrowser;
import dev.baton.TestPeople;
import dev.baton.message.BatonClient;
import dev.baton.message.MessageFixture;
import dev.baton.message.MessageFixture.Caller;
import dev.baton.platform.Ids;
import dev.baton.platform.database.Utc;
import dev.baton.tenant.Role;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

import java.time.Instant;
import java.util.Locale;
import java.util.UUID;

/** A tenant that has workflows to begin, and its people's browsers. */
@TestComponent
class TriggerConsole {

    static final String DONE = "{'steps':[{'id':'a','kind':'transform','value':'${input}'}]}";

    private final TestPeople people;
    private final MessageFixture fixture;
    private final JdbcTemplate jdbc;

    TriggerConsole(TestPeople people, MessageFixture fixture, JdbcTemplate jdbc) {
        this.people = people;
        this.fixture = fixture;
        this.jdbc = jdbc;
    }

    Caller caller() {
        return fixture.caller();
    }

    ConsoleBrowser as(MockMvcTester mvc, Caller of, Role role) {
        return as(mvc, of, role, Locale.ENGLISH);
    }

    ConsoleBrowser as(MockMvcTester mvc, Caller of, Role role, Locale language) {
        var browser = new ConsoleBrowser(mvc);
        browser.signIn(people.person(of.tenant(), role, language).email(), TestPeople.PASSWORD);
        return browser;
    }

    /** Lets the end of a schedule be over that is due on a day. */
    void end(String id, String day) {
        jdbc.update(
                """
                UPDATE workflow_trigger SET next_at = NULL, settings = REPLACE(settings, ?, ?)
                WHERE id = ?
                """,
                day,
                "2025-05-05",
                Ids.bytes(UUID.fromString(id)));
    }

    /** The id of a workflow that is published. */
    static String publish(BatonClient client, String name, String graph) {
        var created =
                client.post("/api/v1/workflows", "{'name':'" + name + "','graph':" + graph + "}");
        assertThat(created.status()).as(created.text()).isEqualTo(201);
        var id = created.json().path("id").asString();
        assertThat(client.post("/api/v1/workflows/" + id + "/versions", "{}").status())
                .isEqualTo(201);
        return id;
    }

    static String create(BatonClient client, String trigger) {
        var answer = client.post("/api/v1/triggers", trigger);
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        return answer.json().path("id").asString();
    }

    static String schedule(BatonClient client, String name, String cron) {
        return create(
                client,
                "{'name':'"
                        + name
                        + "','workflow':'report','schedule':{'cron':'"
                        + cron
                        + "','zone':'Europe/Madrid'}}");
    }

    /** A firing for which no run began. */
    void skipped(Caller of, String trigger, String reason, @Nullable String detail) {
        jdbc.update(
                """
                INSERT INTO trigger_firing
                    (tenant_id, id, trigger_id, firing_key, due_at, overlap, status, reason,
                     detail, cause, trace_id, depth, ended_at)
                VALUES (?, ?, ?, ?, ?, 'SKIP', 'SKIPPED', ?, ?, NULL, ?, 0, ?)
                """,
                Ids.bytes(of.tenant().value()),
                Ids.bytes(Ids.next()),
                Ids.bytes(UUID.fromString(trigger)),
                "test " + Ids.next(),
                Utc.of(Instant.now()),
                reason,
                detail,
                "0".repeat(32),
                Utc.of(Instant.now()));
    }

    void stop(Caller of, String trigger) {
        jdbc.update(
                """
                UPDATE workflow_trigger SET status = 'STOPPED', reason = 'gone', next_at = NULL
                WHERE tenant_id = ? AND id = ?
                """,
                Ids.bytes(of.tenant().value()),
                Ids.bytes(UUID.fromString(trigger)));
    }
}
