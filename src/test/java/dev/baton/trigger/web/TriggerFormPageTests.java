package dev.baton.trigger.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.ConsoleBrowser;
import dev.baton.message.BatonClient;
import dev.baton.message.MessageFixture.Caller;
import dev.baton.message.ServerTest;
import dev.baton.tenant.Role;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Making and changing triggers, as a browser without JavaScript does. */
@Tag("database")
@ServerTest
@Import(TriggerConsole.class)
class TriggerFormPageTests {

    private static final String STRICT =
            """
            {'input':{'type':'object','required':['depth'],
              'properties':{'depth':{'type':'integer'}}},
             'steps':[{'id':'a','kind':'transform','value':'${input}'}]}
            """;

    @Autowired private MockMvcTester mvc;
    @Autowired private TriggerConsole console;

    private Caller caller;
    private BatonClient client;
    private ConsoleBrowser admin;

    @BeforeEach
    void somebody() {
        caller = console.caller();
        client = caller.client();
        admin = console.as(mvc, caller, Role.TENANT_ADMIN);
        TriggerConsole.publish(client, "report", TriggerConsole.DONE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"schedule", "event", "run_end", "webhook"})
    void opensAFormForEachKind(String kind) {
        assertThat(admin.open("/triggers/new?kind=" + kind))
                .hasStatusOk()
                .bodyText()
                .contains(
                        "name=\"kind\" value=\"" + kind + "\"",
                        "<option value=\"report\">",
                        "/api/v1/triggers");
    }

    @Test
    void offersTheZoneOfATenantInUtcAndShowsTheNextTimesAtOnce() {
        var page = admin.open("/triggers/new");

        assertThat(page)
                .hasStatusOk()
                .bodyText()
                .contains("by the clock of UTC", "Monday to Friday")
                .containsPattern("<option value=\"UTC\"[^>]*selected")
                .doesNotContain("<option value=\"Z\"");
        assertThat(ConsoleBrowser.body(page).split("<time datetime", -1)).hasSize(6);
    }

    @Test
    void asksWhenAScheduleEndsAndTellsOnceItHas() {
        var made = create("until", "2031-05-05T18:00", "zone", "Europe/Madrid");
        assertThat(made).hasStatus3xxRedirection();
        var page = made.getResponse().getRedirectedUrl();

        assertThat(admin.open(page)).bodyText().contains("None after", "18:00");
        assertThat(admin.open(page + "/edit")).bodyText().contains("value=\"2031-05-05T18:00\"");
        assertThat(create("until", "2020-01-01T00:00"))
                .hasStatus(422)
                .bodyText()
                .contains("Choose a time after now, or none.", "value=\"2020-01-01T00:00\"");
        assertThat(create("until", "soon")).hasStatus(422).bodyText().contains("a day and a time");

        console.end(page.substring(page.lastIndexOf('/') + 1), "2031-05-05");

        assertThat(admin.open(page))
                .hasStatusOk()
                .bodyText()
                .contains("Ended", "It has ended: nothing is due after")
                .doesNotContain("There is no such time");
        assertThat(admin.open("/triggers")).bodyText().contains("Ended");
    }

    @Test
    void keepsTheWorkflowForEveryKindWhenSomethingIsWrong() {
        var load = TriggerConsole.publish(client, "load", TriggerConsole.DONE);

        assertThat(create("workflow", "load", "cron", "never"))
                .hasStatus(422)
                .bodyText()
                .contains("/triggers/new?kind=webhook&amp;workflow=" + load);
    }

    @Test
    void keepsTheWorkflowThatItIsToBeginForEveryKind() {
        var load = TriggerConsole.publish(client, "load", TriggerConsole.DONE);

        assertThat(admin.open("/triggers/new?workflow=" + load))
                .bodyText()
                .contains("value=\"load\"", "/triggers/new?kind=webhook&amp;workflow=" + load);
        assertThat(admin.open("/triggers/new?kind=webhook&workflow=" + load))
                .bodyText()
                .contains("value=\"load\"");
        assertThat(admin.open("/triggers/new"))
                .bodyText()
                .contains("href=\"/triggers/new?kind=webhook\"");
    }

    @Test
    void makesASchedule() {
        var made = create("cron", "30 6 * * *", "input", "{\"depth\": 2}", "overlap", "queue");

        assertThat(made).hasStatus(302);
        var page = made.getResponse().getRedirectedUrl();
        assertThat(admin.open(page))
                .bodyText()
                .contains(
                        "The trigger is active.",
                        "Begins a run of report: at 06:30, every day, by the clock of"
                                + " Europe/Madrid.",
                        "&quot;depth&quot; : 2",
                        "Queue");
    }

    @Test
    void saysInPlainWordsWhatTheTimesAreAndWhenTheyComeNext() {
        var typed = Map.of("kind", "schedule", "cron", "*/15 9 * * 1-5", "zone", "Asia/Bangkok");

        admin.open("/triggers/new");
        var live =
                admin.ask(HttpMethod.POST, "/triggers/times", Map.of("HX-Request", "true"), typed);
        var whole = admin.send("/triggers/times", fields(typed));

        assertThat(live)
                .hasStatusOk()
                .bodyText()
                .contains(
                        "every 15 minutes, in hour 9, Monday to Friday",
                        "by the clock of Asia/Bangkok")
                .doesNotContain("<html");
        assertThat(ConsoleBrowser.body(live).split("<time", -1)).hasSize(6);
        assertThat(whole)
                .hasStatusOk()
                .bodyText()
                .contains("<html", "Monday to Friday", "value=\"*/15 9 * * 1-5\"");
        assertThat(
                        admin.ask(
                                HttpMethod.POST,
                                "/triggers/times",
                                Map.of("HX-Request", "true"),
                                Map.of("cron", "*/15", "zone", "UTC")))
                .hasStatusOk()
                .bodyText()
                .contains("As soon as the five fields can be read");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "name | '' | Fill this in.",
                "workflow | '' | Fill this in.",
                "workflow | nothing | There is no such workflow.",
                "workflowVersion | 9 | The workflow has no such version.",
                "workflowVersion | x | Use a whole number.",
                "cron | 1 2 3 | There must be five fields",
                "cron | 61 * * * * | The minute, the first field",
                "cron | 1 25 * * * | The hour, the second field",
                "cron | 1 1 * * MOO | The day of the week, the fifth field",
                "cron | 0 0 30 2 * | There is no such time.",
                "zone | Mars/North | Choose one of those that are offered.",
                "overlap | other | Choose one of those that are offered.",
                "input | [1] | It must be a JSON object",
                "input | { | It must be a JSON object",
                "input | {\"trigger\":1} | It must not have the member trigger"
            })
    void saysAtTheFieldWhatCannotBe(String field, String value, String words) {
        assertThat(create(field, value))
                .hasStatus(422)
                .bodyText()
                .contains(
                        "id=\"" + field + "-error\"",
                        words,
                        "value=\"Weekly\"".repeat(field.equals("name") ? 0 : 1));
    }

    @Test
    void saysInEachLanguageWhatCannotBe() {
        assertThat(as("es").send("/triggers", form(Map.of("cron", "61 * * * *"))))
                .hasStatus(422)
                .bodyText()
                .contains("El minuto, el primer campo");
        assertThat(as("th").send("/triggers", form(Map.of("workflow", "none"))))
                .hasStatus(422)
                .bodyText()
                .contains("ไม่มีเวิร์กโฟลว์นี้");
    }

    @Test
    void checksTheInputAgainstWhatTheWorkflowAsksFor() {
        TriggerConsole.publish(client, "strict", STRICT);

        assertThat(create("workflow", "strict", "input", "{\"depth\":\"much\"}"))
                .hasStatus(422)
                .bodyText()
                .contains("It does not fit what the workflow asks for", "/depth");
        assertThat(create("workflow", "strict")).hasStatus(422);
        assertThat(create("workflow", "strict", "input", "{\"depth\":3}")).hasStatus(302);
        assertThat(
                        client.post(
                                        "/api/v1/triggers",
                                        "{'name':'x','workflow':'strict','webhook':{}}")
                                .status())
                .isEqualTo(422);
    }

    @Test
    void makesOneOnAnEvent() {
        assertThat(create("kind", "event", "eventType", "nothing.such"))
                .hasStatus(422)
                .bodyText()
                .contains("No event is called so.");
        assertThat(create("kind", "event", "eventType", "agent.*", "filter", "data.("))
                .hasStatus(422)
                .bodyText()
                .contains("The condition cannot be read");
        var made = create("kind", "event", "eventType", "agent.*", "filter", "data.x == 1");
        assertThat(admin.open(made.getResponse().getRedirectedUrl()))
                .bodyText()
                .contains("whenever agent.* happens and its condition holds", "data.x == 1");
    }

    @Test
    void makesOneOnTheEndOfAnotherWorkflow() {
        TriggerConsole.publish(client, "load", TriggerConsole.DONE);

        assertThat(create("kind", "run_end", "endWorkflow", "nothing", "ends", "failed"))
                .hasStatus(422)
                .bodyText()
                .contains("id=\"endWorkflow-error\"", "There is no such workflow.");
        assertThat(create("kind", "run_end", "endWorkflow", "report", "ends", "failed"))
                .hasStatus(422)
                .bodyText()
                .contains("A workflow cannot begin itself");
        assertThat(create("kind", "run_end", "endWorkflow", "load"))
                .hasStatus(422)
                .bodyText()
                .contains("Choose at least one.");
        var made = create("kind", "run_end", "endWorkflow", "load", "ends", "failed");
        assertThat(admin.open(made.getResponse().getRedirectedUrl()))
                .bodyText()
                .contains("when a run of load has ended: Failed");
    }

    @ParameterizedTest
    @CsvSource({"standard, webhook-signature", "github, X-Hub-Signature-256"})
    void showsAWebhooksAddressAndSecretOnce(String signature, String header) {
        var made = create("kind", "webhook", "signature", signature, "perMinute", "5");

        assertThat(made)
                .hasStatus(201)
                .bodyText()
                .contains("/hooks/", "whsec_", header, "Python", "Node.js", "hx-history=\"false\"");
        var id = find(made, "/triggers/([0-9a-f-]{36})\"");
        var token = find(made, "/hooks/([A-Za-z0-9_-]{43})");
        assertThat(admin.open("/triggers/" + id))
                .bodyText()
                .doesNotContain(token, "whsec_")
                .contains("It was shown when the trigger was made.");
        assertThat(admin.open("/triggers/" + id + "/edit")).bodyText().doesNotContain("whsec_");
    }

    @Test
    void makesASecretWhereOneIsNeededLater() {
        var made = create("kind", "webhook", "signature", "none", "perMinute", "5");
        assertThat(made).hasStatus(201).bodyText().doesNotContain("whsec_");
        var page = "/triggers/" + find(made, "/triggers/([0-9a-f-]{36})\"");
        admin.open(page + "/edit");

        var changed =
                admin.send(
                        page,
                        form(
                                Map.of(
                                        "kind", "webhook",
                                        "signature", "standard",
                                        "perMinute", "5",
                                        "version", "0")));

        assertThat(changed).hasStatusOk().bodyText().contains("whsec_").doesNotContain("/hooks/");
        assertThat(create("kind", "webhook", "signature", "standard", "perMinute", "0"))
                .hasStatus(422)
                .bodyText()
                .contains("From 1 to 6,000.");
        assertThat(
                        create(
                                "kind",
                                "webhook",
                                "signature",
                                "github",
                                "perMinute",
                                "5",
                                "secret",
                                "short-one"))
                .hasStatus(422)
                .bodyText()
                .contains("16 to 200 characters.")
                .doesNotContain("short-one");
    }

    @Test
    void changesOneAndShowsWhatSomebodyElseSavedMeanwhile() {
        var page = create().getResponse().getRedirectedUrl();
        assertThat(admin.open(page + "/edit"))
                .hasStatusOk()
                .bodyText()
                .contains("value=\"Weekly\"", "name=\"version\" value=\"0\"");

        assertThat(admin.send(page, form(Map.of("name", "Daily", "version", "0"))))
                .hasRedirectedUrl(page);
        assertThat(admin.open(page)).bodyText().contains("Daily", "it acts in your name");

        assertThat(admin.send(page, form(Map.of("name", "Mine", "version", "0"))))
                .hasStatus(409)
                .bodyText()
                .contains("Mine", "Daily", "name=\"version\" value=\"1\"");
        assertThat(admin.send(page, form(Map.of("cron", "x", "version", "1")))).hasStatus(422);
        assertThat(admin.send(page + "/times", form(Map.of("cron", "5 5 * * *", "version", "1"))))
                .hasStatusOk()
                .bodyText()
                .contains("at 05:05", "action=\"" + page + "\"");
    }

    @Test
    void letsOnlyThoseMakeOneWhoMay() {
        for (var role : new Role[] {Role.OPERATOR, Role.VIEWER}) {
            var other = console.as(mvc, caller, role);
            assertThat(other.open("/triggers"))
                    .hasStatusOk()
                    .bodyText()
                    .doesNotContain("/triggers/new");
            assertThat(other.open("/triggers/new")).hasStatus(403);
            other.open("/triggers");
            assertThat(other.send("/triggers", form(Map.of()))).hasStatus(403);
        }
    }

    private ConsoleBrowser as(String language) {
        var browser = console.as(mvc, caller, Role.EDITOR, Locale.of(language));
        browser.open("/triggers/new");
        return browser;
    }

    private MvcTestResult create(String... fields) {
        admin.open("/triggers/new");
        var other = new LinkedHashMap<String, String>();
        for (var i = 0; i < fields.length; i += 2) {
            other.put(fields[i], fields[i + 1]);
        }
        return admin.send("/triggers", form(other));
    }

    private static String[] form(Map<String, String> other) {
        var form = new LinkedHashMap<String, String>();
        form.put("kind", "schedule");
        form.put("name", "Weekly");
        form.put("workflow", "report");
        form.put("cron", "0 7 * * MON");
        form.put("zone", "Europe/Madrid");
        form.put("overlap", "skip");
        form.putAll(other);
        return fields(form);
    }

    private static String[] fields(Map<String, String> form) {
        return form.entrySet().stream()
                .flatMap(it -> Stream.of(it.getKey(), it.getValue()))
                .toArray(String[]::new);
    }

    private static String find(MvcTestResult page, String pattern) {
        var found = Pattern.compile(pattern).matcher(ConsoleBrowser.body(page));
        assertThat(found.find()).as(pattern).isTrue();
        return found.group(1);
    }
}
