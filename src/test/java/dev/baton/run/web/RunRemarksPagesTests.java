package dev.baton.run.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.ConsoleBrowser;
import dev.baton.CsvFile;
import dev.baton.TestPeople;
import dev.baton.message.MessageFixture;
import dev.baton.message.MessageFixture.Caller;
import dev.baton.message.ServerTest;
import dev.baton.platform.Ids;
import dev.baton.run.RunClient;
import dev.baton.tenant.Role;
import dev.baton.tenant.TenantId;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What people add to runs: what they think of them, and which of their states they keep. */
@Tag("database")
@ServerTest
class RunRemarksPagesTests {

    private static final String WAITING = "{'id':'ask','kind':'wait','signal':'go'}";

    private static final Pattern BUTTON = Pattern.compile("<button[^>]*name=\"rating\"[^>]*>");

    @Autowired private MockMvcTester mvc;
    @Autowired private TestPeople people;
    @Autowired private MessageFixture fixture;
    @Autowired private JdbcTemplate jdbc;

    private Caller caller;
    private RunClient runs;
    private ConsoleBrowser admin;

    @BeforeEach
    void somebody() {
        caller = fixture.caller();
        runs = new RunClient(caller.client());
        admin = browserOf(caller.tenant(), Role.TENANT_ADMIN);
    }

    @Test
    void takesAThumbAndShowsWhichIsPressed() {
        var id = ended();
        assertThat(admin.open("/runs/" + id))
                .bodyText()
                .contains("What do you think of what it came to?")
                .doesNotContain("1 good");

        var led = rate(admin, id, "up", "Well <done>.");
        assertThat(led).isEqualTo("/runs/" + id + "#run-feedback");
        var other = browserOf(caller.tenant(), Role.EDITOR);
        rate(other, id, "down", "");
        rate(other, id, "down", "Too dear.");

        assertThat(ConsoleBrowser.body(admin.open("/runs/" + id)))
                .contains("1 good, 1 bad", "Well &lt;done&gt;.", "Too dear.")
                .satisfies(body -> assertThat(pressed(body, "up")).isTrue())
                .satisfies(body -> assertThat(pressed(body, "down")).isFalse())
                .satisfies(body -> assertThat(body.split("Well &lt;done&gt;", -1)).hasSize(2));
        assertThat(ConsoleBrowser.body(other.open("/runs/" + id)))
                .satisfies(body -> assertThat(pressed(body, "down")).isTrue());
    }

    @Test
    void takesAThumbBack() {
        var id = ended();
        assertThat(admin.open("/runs/" + id)).bodyText().doesNotContain("value=\"none\"");
        rate(admin, id, "up", "Well done.");
        assertThat(admin.open("/runs/" + id)).bodyText().contains("value=\"none\"", "Take it back");

        rate(admin, id, "none", "Well done.");

        assertThat(ConsoleBrowser.body(admin.open("/runs/" + id)))
                .contains("It is taken back.")
                .doesNotContain("1 good", "Well done.")
                .satisfies(body -> assertThat(pressed(body, "up")).isFalse());
    }

    /** Whoever watches a run end is asked as well: the place is one that a page renews. */
    @Test
    void asksThoseWhoWatchItEnd() {
        var open = runs.begin(WAITING, "{}");

        assertThat(admin.open("/runs/" + open))
                .bodyText()
                .contains("<div id=\"run-said\" data-live=\"runs\">");
        assertThat(admin.open("/runs/" + ended())).bodyText().contains("<div id=\"run-said\">");
    }

    @Test
    void showsTheNewestCommentsHoweverManyThereAre() {
        var id = ended();
        for (var rater = 0; rater < 55; rater++) {
            rated(id, "2026-01-01 00:00:00", null);
        }
        rated(id, "2026-01-02 00:00:00", "The only one.");
        assertThat(admin.open("/runs/" + id))
                .bodyText()
                .contains("The only one.")
                .doesNotContain("The newest comments are shown");

        for (var rater = 0; rater < 20; rater++) {
            rated(id, "2026-01-03 00:00:00", "A later one.");
        }

        assertThat(admin.open("/runs/" + id))
                .bodyText()
                .contains("A later one.", "The newest comments are shown")
                .doesNotContain("The only one.");
    }

    @Test
    void showsWhatTheySaidToThoseWhoMayNotChangeIt() {
        var id = ended();
        rate(admin, id, "up", "");
        var viewer = people.person(caller.tenant(), Role.VIEWER);
        var browser = new ConsoleBrowser(mvc);
        browser.signIn(viewer.email(), TestPeople.PASSWORD);
        rated(id, viewer.id().value(), "2026-01-01 00:00:00", null);
        assertThat(browser.open("/runs/" + id))
                .bodyText()
                .contains("2 good")
                .doesNotContain("id=\"run-feedback\"");

        jdbc.update(
                "UPDATE run_feedback SET comment = 'As an editor.' WHERE tenant_id = ? AND"
                        + " rater_id = ?",
                Ids.bytes(caller.tenant().value()),
                Ids.bytes(viewer.id().value()));

        assertThat(browser.open("/runs/" + id)).bodyText().contains("As an editor.");
    }

    private void rated(String run, String at, @Nullable String comment) {
        rated(run, Ids.next(), at, comment);
    }

    private void rated(String run, UUID rater, String at, @Nullable String comment) {
        jdbc.update(
                """
                INSERT INTO run_feedback
                    (tenant_id, run_id, rater_id, by_key, rated_by, rating, comment, created_at,
                     updated_at)
                VALUES (?, ?, ?, FALSE, 'them@acme.example', 'UP', ?, ?, ?)
                """,
                Ids.bytes(caller.tenant().value()),
                Ids.bytes(UUID.fromString(run)),
                Ids.bytes(rater),
                comment,
                at,
                at);
    }

    @Test
    void writesTheFiguresToFiles() {
        var first = ended();
        ended();
        rate(admin, first, "down", "mauve");

        var csv = CsvFile.of(admin.open("/runs.csv"));

        assertThat(csv.column("thumbs_up")).containsExactly("0", "0");
        assertThat(csv.column("thumbs_down")).containsExactly("0", "1");
        assertThat(admin.open("/runs.json"))
                .bodyText()
                .contains("thumbs_down")
                .doesNotContain("mauve");
    }

    @Test
    void takesFeedbackOfRunsThatHaveEndedFromThoseWhoMayGiveIt() {
        var open = runs.begin(WAITING, "{}");
        var id = ended();
        var viewer = browserOf(caller.tenant(), Role.VIEWER);
        var stranger = browserOf(fixture.tenant(100, null), Role.TENANT_ADMIN);
        var path = "/runs/" + id + "/feedback";

        assertThat(admin.open("/runs/" + open)).bodyText().doesNotContain("id=\"run-feedback\"");
        assertThat(admin.send("/runs/" + open + "/feedback", "rating", "up")).hasStatus(409);
        assertThat(admin.send(path, "rating", "maybe")).hasStatus(400);
        assertThat(admin.send(path, "rating", "up", "comment", "c".repeat(2_001))).hasStatus(400);
        assertThat(viewer.send(path, "rating", "up")).hasStatus(403);
        assertThat(viewer.open("/runs/" + id)).bodyText().doesNotContain("name=\"rating\"");
        assertThat(stranger.send(path, "rating", "up")).hasStatus(404);
    }

    @Test
    void keepsAStateThatCanBeLookedAtAndForkedFrom() {
        var id = runs.begin(WAITING, "{}");
        var version = runs.awaitStatus(id, "waiting").path("version").asInt();
        assertThat(admin.open("/runs/" + id + "?view=state"))
                .bodyText()
                .contains("None is kept beside the journal yet.", "Keep the state as it is now");

        assertThat(admin.send("/runs/" + id + "/snapshots"))
                .hasRedirectedUrl("/runs/" + id + "?view=state&version=" + version);

        assertThat(admin.open("/runs/" + id + "?view=state"))
                .hasStatusOk()
                .bodyText()
                .contains(
                        "id=\"snapshot-" + version + "\"",
                        "view=state&amp;version=" + version,
                        "/runs/" + id + "/fork?version=" + version);
        assertThat(admin.open("/runs/" + id + "/fork?version=" + version)).hasStatusOk();
        var viewer = browserOf(caller.tenant(), Role.VIEWER);
        assertThat(viewer.send("/runs/" + id + "/snapshots")).hasStatus(403);
        assertThat(viewer.open("/runs/" + id + "?view=state"))
                .bodyText()
                .contains("id=\"snapshot-" + version + "\"")
                .doesNotContain("/fork", "/snapshots\"");
        var stranger = browserOf(fixture.tenant(100, null), Role.TENANT_ADMIN);
        assertThat(stranger.send("/runs/" + id + "/snapshots")).hasStatus(404);
    }

    @Test
    void leadsToTheRunAsTheApiShowsItAndToALinkToCopy() {
        var id = ended();

        assertThat(admin.open("/runs/" + id))
                .bodyText()
                .contains("/runs/" + id + "/run.json", "data-copy=\"http://localhost/runs/" + id);
        assertThat(admin.open("/runs/" + id + "/run.json"))
                .hasStatusOk()
                .hasContentTypeCompatibleWith("application/json")
                .bodyText()
                .contains("\"status\" : \"completed\"", id);
    }

    private String ended() {
        return runs.carryOut("{'steps':[{'id':'a','kind':'transform','value':1}]}", "{}")
                .path("id")
                .asString();
    }

    private static String rate(ConsoleBrowser browser, String id, String rating, String comment) {
        return String.valueOf(
                browser.send("/runs/" + id + "/feedback", "rating", rating, "comment", comment)
                        .getResponse()
                        .getRedirectedUrl());
    }

    private static boolean pressed(String body, String rating) {
        return BUTTON.matcher(body)
                .results()
                .map(MatchResult::group)
                .filter(button -> button.contains("value=\"" + rating + "\""))
                .anyMatch(button -> button.contains("aria-pressed=\"true\""));
    }

    private ConsoleBrowser browserOf(TenantId tenant, Role role) {
        var browser = new ConsoleBrowser(mvc);
        browser.signIn(people.person(tenant, role).email(), TestPeople.PASSWORD);
        return browser;
    }
}
